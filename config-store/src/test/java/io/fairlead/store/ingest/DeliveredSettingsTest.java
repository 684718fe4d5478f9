package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.embedded.Backing;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class DeliveredSettingsTest {
  private static StoreUnderTest store;
  private static Ingestor ingestor;

  @BeforeAll
  static void open() throws SQLException {
    store = new StoreUnderTest(Backing.shared().newDatabase());
    ingestor = Edge.ingestor(store);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void areForgottenWhenTheClusterAcknowledgesTheGenerationThatNamesThem() throws SQLException {
    // Given
    Edge edge = Edge.register(store, cluster("acknowledging"));
    StoredConfiguration written = edge.put(flux("acknowledging", "base"), "main");
    waiting(written, "httpsKey", written.generation());
    waiting(written, "sshPrivateKey", written.generation() + 1);
    ingest(edge.opened(10));

    // When
    ingest(
        edge.said(
            10,
            1,
            new ReportBody.Acknowledged(
                List.of(
                    new ConfigurationVersion(written.id(), written.uid(), written.generation())),
                List.of())));

    // Then
    assertThat(settings(written))
        .containsExactly("httpsKey Delivered null", "sshPrivateKey Waiting sealed");
  }

  private static void waiting(StoredConfiguration of, String name, long version)
      throws SQLException {
    execute(
        "insert into protected_settings (uid, name, version, state, jwe, key_thumbprint, sealed_at,"
            + " expires_at) values ('%s', '%s', %d, 'Waiting', 'sealed', 'key', now(), now())"
                .formatted(of.uid(), name, version));
  }

  private static List<String> settings(StoredConfiguration of) throws SQLException {
    List<String> settings = new ArrayList<>();
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name, state, jwe from protected_settings where uid = '%s' order by name"
                    .formatted(of.uid()))) {
      while (rows.next()) {
        settings.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
    }
    return settings;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void ingest(Incoming... records) {
    store.ask(() -> ingestor.ingest(List.of(records)));
  }
}
