package io.fairlead.gateway.admission;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import org.jose4j.jca.ProviderContext;
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
    try {
      // Loads it, and has it test itself.
      AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
      // The last of all: what the JDK can do itself is left to it.
      Security.addProvider(AmazonCorrettoCryptoProvider.INSTANCE);
      context
          .getSuppliedKeyProviderContext()
          .setSignatureProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
    } catch (RuntimeException | LinkageError problem) {
      LOGGER.warn(
          "ECDSA signatures are checked by the JDK, five times slower: {}", problem.toString());
    }
    return context;
  }
}
