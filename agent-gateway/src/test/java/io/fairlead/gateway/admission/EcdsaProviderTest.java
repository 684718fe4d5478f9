package io.fairlead.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import org.jose4j.jca.ProviderContext;
import org.junit.jupiter.api.Test;

class EcdsaProviderTest {
  @Test
  void the_native_library_checks_where_it_can_be_loaded() {
    // Given
    assumeThat(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError()).isNull();

    // When
    ProviderContext context = EcdsaProvider.context();

    // Then
    assertThat(context.getSuppliedKeyProviderContext().getSignatureProvider())
        .isEqualTo(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
  }

  @Test
  void nobody_uses_it_who_does_not_ask_for_it() throws NoSuchAlgorithmException {
    // When
    var _ = EcdsaProvider.context();

    // Then
    assertThat(Signature.getInstance("SHA256withECDSA").getProvider().getName()).isEqualTo("SunEC");
  }
}
