package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class BackingTest {
  private final Backing backing = Backing.shared();

  @Test
  void gives_each_caller_a_database_of_its_own() throws SQLException {
    // Given
    var first = backing.newDatabase();
    execute(first, "CREATE TABLE t (n int)");

    // When
    var second = backing.newDatabase();

    // Then
    execute(second, "CREATE TABLE t (n int)");
    assertThat(second.name()).isNotEqualTo(first.name());
  }

  @Test
  void names_everything_a_service_needs() {
    // When
    var properties = backing.newProperties();

    // Then
    assertThat(properties)
        .containsOnlyKeys(
            "kafka.bootstrap.servers",
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.reactive.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password");
  }

  @Test
  void deletes_all_topics() throws ExecutionException, InterruptedException {
    // Given
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", backing.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("a", Optional.of(2), Optional.empty()))).all().get();

      // When
      backing.deleteAllTopics();

      // Then
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
