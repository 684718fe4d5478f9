package io.fairlead.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubClientsTest {
  @Test
  void every_setting_of_kafka_reaches_all_clients_by_kafkas_own_name() {
    // Given
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap.servers", "broker:9093",
            "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
            "KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/ca.pem",
            "fairlead.other", "not Kafka's");

    // When
    HubClients clients = of(settings);

    // Then
    assertThat(clients.connection())
        .containsOnly(
            entry("bootstrap.servers", "broker:9093"),
            entry("security.protocol", "SASL_SSL"),
            entry("ssl.truststore.location", "/etc/ca.pem"));
    assertThat(clients.settings()).containsAllEntriesOf(clients.connection());
  }

  @Test
  void what_counts_of_several_places_is_what_the_settings_own_name_says() {
    // Given
    Map<String, String> settings =
        Map.of("KAFKA_BOOTSTRAP_SERVERS", "variable:1", "kafka.bootstrap.servers", "property:1");

    // When
    HubClients clients = of(settings);

    // Then
    assertThat(clients.connection()).containsOnly(entry("bootstrap.servers", "property:1"));
  }

  @Test
  void passwords_are_not_shown() {
    // Given
    HubClients clients =
        new HubClients(
            Map.of("bootstrap.servers", "broker:9093", "sasl.jaas.config", "password=\"secret\""));

    // When
    String shown = clients.toString();

    // Then
    assertThat(shown).isEqualTo("HubClients[bootstrap.servers, sasl.jaas.config]");
  }

  @Test
  void where_kafka_is_must_be_said() {
    // When, then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HubClients(Map.of("security.protocol", "SSL")))
        .withMessageContaining("kafka.bootstrap.servers");
  }

  private static HubClients of(Map<String, String> settings) {
    return HubClients.of(settings.keySet(), name -> Optional.ofNullable(settings.get(name)));
  }
}
