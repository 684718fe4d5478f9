package io.fairlead.gateway.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.Topic;
import io.fairlead.gateway.server.Seals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTopologyTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "Edge-1");
  private static final ResourceId ID =
      CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "Baseline");
  private static final UUID UID = new UUID(1, 2);

  @TempDir private Path directory;
  private final List<ResourceId> changed = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private final List<String> happened = new ArrayList<>();
  private final NewestEpoch newestEpoch = new NewestEpoch(1, () -> happened.add("moved"));
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> configurations;
  private TestInputTopic<byte[], byte[]> clusters;

  @BeforeEach
  void start() {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    var listener =
        new TableListener() {
          @Override
          public void configurationChanged(ResourceId configuration) {
            changed.add(configuration);
            happened.add("changed in " + newestEpoch.get());
          }

          @Override
          public void clusterChanged(ResourceId cluster, Optional<ClusterRow> row) {
            changed.add(cluster);
          }
        };
    driver =
        new TopologyTestDriver(TableTopology.of(listener, newestEpoch, letters::add), properties);
    configurations = topic(Topic.CONFIGURATIONS);
    clusters = topic(Topic.CLUSTERS);
  }

  private TestInputTopic<byte[], byte[]> topic(Topic topic) {
    return driver.createInputTopic(
        topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void a_row_gives_back_what_was_published() {
    // When
    pipe(1, 7);

    // Then
    byte[] row = row().orElseThrow();
    assertThat(ConfigurationRow.version(row)).isEqualTo(state(1, 7).version());
    assertThat(ConfigurationRow.version(row).id()).hasToString(ID.toString());
    assertThat(ConfigurationRow.desired(row, Seals.SEAL).properties())
        .isEqualTo(state(1, 7).properties());
    assertThat(ConfigurationRow.desired(row, Seals.SEAL).lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(changed).containsExactly(ID);
  }

  @Test
  void an_older_state_never_replaces_a_newer_one() {
    // Given
    pipe(2, 7);

    // When
    pipe(2, 6);
    pipe(1, 9);
    pipe(2, 7);

    // Then
    assertThat(ConfigurationRow.order(row().orElseThrow())).isEqualTo(new Order(2, 7));
    assertThat(changed).hasSize(1);
  }

  @Test
  void a_state_that_was_sealed_with_another_key_replaces_its_former_form_and_nobody_is_told() {
    // Given
    pipe(sealed(2, 7));
    byte[] before = row().orElseThrow();

    // When
    pipe(sealed(2, 7));

    // Then
    assertThat(row().orElseThrow()).isNotEqualTo(before);
    assertThat(ConfigurationRow.desired(row().orElseThrow(), Seals.SEAL).properties())
        .isEqualTo(state(2, 7).properties());
    assertThat(ConfigurationRow.order(row().orElseThrow())).isEqualTo(new Order(2, 7));
    assertThat(changed).hasSize(1);
  }

  @Test
  void properties_stay_sealed_in_a_row_and_count_as_long_as_they_are() {
    // When
    pipe(sealed(1, 7));

    // Then
    byte[] row = row().orElseThrow();
    byte[] clear = Json.write(state(1, 7).properties());
    assertThat(new String(row, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(clear, StandardCharsets.ISO_8859_1));
    assertThat(ConfigurationRow.propertiesLength(row)).isEqualTo(clear.length);
  }

  @Test
  void a_newer_epoch_replaces_whatever_generation_there_is() {
    // Given
    pipe(1, 900);

    // When
    pipe(2, 3);

    // Then
    assertThat(ConfigurationRow.order(row().orElseThrow())).isEqualTo(new Order(2, 3));
  }

  @Test
  void a_deletion_of_an_older_epoch_is_ignored_and_one_of_this_epoch_is_not() {
    // Given
    pipe(2, 7);

    // When
    delete(1);
    var afterOlder = row();
    delete(2);

    // Then
    assertThat(afterOlder).isPresent();
    assertThat(row()).isEmpty();
    assertThat(changed).containsExactly(ID, ID);
  }

  @Test
  void a_newer_epoch_is_known_before_anything_of_it_shows() {
    // Given
    pipe(1, 7);

    // When
    delete(2);

    // Then
    assertThat(happened).containsExactly("changed in 1", "moved", "changed in 2");
    pipe(3, 8);
    assertThat(newestEpoch.get()).isEqualTo(3);
  }

  @Test
  void a_newer_epoch_is_known_by_the_deletion_of_what_the_table_never_had() {
    // When
    delete(2);

    // Then
    assertThat(changed).isEmpty();
    assertThat(newestEpoch.get()).isEqualTo(2);
  }

  @Test
  void what_cannot_be_read_is_handed_on_and_leaves_the_last_good_state() {
    // Given
    pipe(1, 7);
    byte[] other =
        Json.write(
            new ConfigurationState(
                CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "other"),
                UID,
                8,
                1,
                Lifecycle.Active,
                JsonNodeFactory.instance.objectNode(),
                Instant.EPOCH,
                null));

    // When
    configurations.pipeInput(utf8(ID.key()), utf8("{"));
    configurations.pipeInput(utf8(ID.key()), other);
    configurations.pipeInput(utf8(ID.toString()), Json.write(state(1, 8)));
    configurations.pipeInput(utf8(CLUSTER.key()), Json.write(state(1, 8)));
    configurations.pipeInput(utf8(ID.key()), Json.write(state(0, 8)));
    configurations.pipeInput(utf8(ID.key()), Json.write(large()));
    configurations.pipeInput(new TestRecord<>(utf8(ID.key()), null, new RecordHeaders()));

    // Then
    assertThat(ConfigurationRow.order(row().orElseThrow())).isEqualTo(new Order(1, 7));
    assertThat(letters)
        .extracting(DeadLetter::reason)
        .hasSize(7)
        .contains(
            "id is not the one in the key",
            "key is not in lower case",
            "epoch is at least 1, not 0",
            "properties has at most 196608 bytes");
  }

  @Test
  void properties_that_are_no_base64_are_handed_on_and_leave_the_last_good_state() {
    // Given
    pipe(sealed(1, 7));
    ConfigurationState broken =
        state(1, 8).withProperties(JsonNodeFactory.instance.textNode("no base64!"));

    // When
    pipe(broken);

    // Then
    assertThat(ConfigurationRow.order(row().orElseThrow())).isEqualTo(new Order(1, 7));
    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo(utf8(ID.key()));
              assertThat(letter.reason()).isEqualTo("properties is no base64");
            });
    pipe(sealed(1, 9));
    assertThat(ConfigurationRow.order(row().orElseThrow())).isEqualTo(new Order(1, 9));
  }

  @Test
  void clusters_are_kept_with_their_key_and_incarnation() {
    // When
    clusters.pipeInput(
        utf8(CLUSTER.key()),
        Json.write(new ClusterState(CLUSTER, UID, 4, 1, "edge", Map.of(), "a2V5", Instant.EPOCH)));

    // Then
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(TableTopology.CLUSTERS);
    assertThat(ClusterRow.read(store.get(Bytes.wrap(utf8(CLUSTER.key())))))
        .isEqualTo(new ClusterRow(1, 4, UID, "a2V5"));
  }

  private Optional<byte[]> row() {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(TableTopology.CONFIGURATIONS);
    byte @Nullable [] row = store.get(Bytes.wrap(utf8(ID.key())));
    return Optional.ofNullable(row);
  }

  private void pipe(long epoch, long generation) {
    pipe(state(epoch, generation));
  }

  private void pipe(ConfigurationState state) {
    configurations.pipeInput(utf8(ID.key()), Json.write(state));
  }

  private static ConfigurationState sealed(long epoch, long generation) {
    ConfigurationState clear = state(epoch, generation);
    return clear.withProperties(Seals.SEAL.sealToText(ID, clear.properties()));
  }

  private void delete(long epoch) {
    var headers = new RecordHeaders();
    headers.add(EventHeaders.EPOCH, utf8(Long.toString(epoch)));
    configurations.pipeInput(new TestRecord<>(utf8(ID.key()), null, headers));
  }

  private static ConfigurationState state(long epoch, long generation) {
    return new ConfigurationState(
        ID,
        UID,
        generation,
        epoch,
        Lifecycle.Active,
        JsonNodeFactory.instance.objectNode().put("sourceKind", "GitRepository"),
        Instant.EPOCH,
        null);
  }

  private static ConfigurationState large() {
    return new ConfigurationState(
        ID,
        UID,
        9,
        1,
        Lifecycle.Active,
        JsonNodeFactory.instance.objectNode().put("text", "x".repeat(200_000)),
        Instant.EPOCH,
        null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
