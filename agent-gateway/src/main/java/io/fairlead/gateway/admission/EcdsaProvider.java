package io.fairlead.gateway.admission;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import org.jose4j.jca.ProviderContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who checks ECDSA signatures, of which a storm of agents brings one each: AWS-LC, which takes a
/// fifth of the JDK's time, where its native library can be loaded; else the JDK. Both accept the
/// same signatures. Thread-safe.
final class EcdsaProvider {
  private static final Logger LOGGER = LoggerFactory.getLogger(EcdsaProvider.class);

  private EcdsaProvider() {}

  /// What a signature by an EC key is to be checked with. The first call loads the library.
  static ProviderContext context() {
    return Loaded.CONTEXT;
  }

  /// Apart, so that a gateway whose clusters all have other keys never loads it.
  private static final class Loaded {
    static final ProviderContext CONTEXT = load();
  }

  private static ProviderContext load() {
    ProviderContext context = new ProviderContext();
    @Nullable Throwable problem = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
    if (problem == null) {
      // The last of all, so that nobody else uses it unasked; it is found by its name alone.
      Security.addProvider(AmazonCorrettoCryptoProvider.INSTANCE);
      context
          .getSuppliedKeyProviderContext()
          .setSignatureProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
    } else {
      LOGGER.info(
          "ECDSA signatures are checked by the JDK, five times slower: {}", problem.toString());
    }
    return context;
  }
}
