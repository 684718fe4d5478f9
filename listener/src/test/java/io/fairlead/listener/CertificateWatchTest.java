package io.fairlead.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.embedded.ServerCertificate;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {
  @TempDir Path directory;

  @Test
  void says_once_that_a_new_certificate_cannot_be_used_and_again_when_it_comes_back()
      throws IOException {
    // Given
    ServerCertificate shown = ServerCertificate.make(directory, "shown");
    String key = Files.readString(shown.key());
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "quarkus.tls.key-store.pem.0.cert", shown.certificate().toString(),
                        "quarkus.tls.key-store.pem.0.key", shown.key().toString()),
                    "test",
                    1000))
            .build();
    var watch = new CertificateWatch(config);
    assertThat(watch.look()).isEmpty();

    // When
    Files.writeString(shown.key(), "half a key");

    // Then
    assertThat(watch.look()).singleElement().asString().contains("quarkus.tls.key-store.pem.0.key");
    assertThat(watch.look()).isEmpty();
    Files.writeString(shown.key(), key);
    assertThat(watch.look()).isEmpty();
    Files.writeString(shown.key(), "half a key");
    assertThat(watch.look()).hasSize(1);
  }
}
