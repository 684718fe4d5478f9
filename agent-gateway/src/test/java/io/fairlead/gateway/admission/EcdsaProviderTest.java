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
  void the_native_library_checks_on_linux() {
    // Given
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");

    // When
    ProviderContext context = EcdsaProvider.context();

    // Then
    assertThat(context.getSuppliedKeyProviderContext().getSignatureProvider())
        .isEqualTo(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
  }

  @Test
  void what_the_jdk_can_do_is_left_to_it() throws NoSuchAlgorithmException {
    // When
    var _ = EcdsaProvider.context();

    // Then
    assertThat(Signature.getInstance("SHA256withECDSA").getProvider().getName()).isEqualTo("SunEC");
  }
}
