package io.fairlead.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.engine.sample.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What is read is what the project's mapping reads, and what that refuses is refused.
class StateReaderTest {
  private static final byte[] CLUSTER =
      Json.write(Samples.clusterState(Samples.cluster("Ship-1"), 3, "prod"));
  private static final byte[] CONFIGURATION =
      Json.write(
          new ConfigurationState(
              Samples.baseline(Samples.cluster("Ship-1")),
              Samples.CONFIGURATION_UID,
              3,
              7,
              Lifecycle.Active,
              Samples.json(
                  "{\"a\": {\"b\": [1, 2.5, \"c\", null, true]}, \"d\": \"e\\\"\\u00fc\"}"),
              Samples.NOW,
              new ManagedBy(
                  Samples.assignmentId(), Samples.ASSIGNMENT_UID, "r", "d", OnUnassign.Keep, 3)));
  private static final List<String> VALUES =
      List.of("null", "1", "0", "-1.5", "\"\"", "\"x\"", "\"1\"", "true", "{}", "[]", "1e400");

  @Test
  void whatTheStoreWritesIsRead() {
    assertThat(StateReader.cluster(CLUSTER)).isEqualTo(Json.read(CLUSTER, ClusterState.class));
    assertThat(StateReader.configuration(CONFIGURATION))
        .isEqualTo(Json.read(CONFIGURATION, ConfigurationState.class));
  }

  @Test
  void whatTheStoreWritesIsNotLeftToTheMapping() {
    assertThat(StateReader.asWritten(CLUSTER, true, StateReader::cluster)).isPresent();
    for (boolean whole : new boolean[] {true, false}) {
      assertThat(StateReader.asWritten(CONFIGURATION, whole, StateReader::configuration))
          .isPresent();
    }
  }

  @Test
  void aHeadIsAllButTheProperties() {
    // When
    ConfigurationState head = StateReader.head(CONFIGURATION);

    // Then
    ConfigurationState state = Json.read(CONFIGURATION, ConfigurationState.class);
    assertThat(head.properties().isMissingNode()).isTrue();
    assertThat(whole(head, state.properties())).isEqualTo(state);
  }

  @Test
  void aFieldWithAnythingElseInItMeansTheSameAsToTheMapping() {
    for (byte[] sample : List.of(CLUSTER, CONFIGURATION)) {
      for (byte[] other : altered((ObjectNode) Json.readTree(sample))) {
        readAlike(other);
      }
    }
  }

  @Test
  void aRecordThatWasDamagedMeansTheSameAsToTheMapping() {
    var random = new Random(1);
    for (byte[] sample : List.of(CLUSTER, CONFIGURATION)) {
      for (int at = 0; at < sample.length; at++) {
        byte[] changed = sample.clone();
        changed[at] = (byte) random.nextInt(256);
        readAlike(changed);
        changed[at] = (byte) "{}[]\",:\\01-Ze".charAt(random.nextInt(13));
        readAlike(changed);
        readAlike(Arrays.copyOf(sample, at));
      }
      readAlike((text(sample) + " ").getBytes(StandardCharsets.UTF_8));
      readAlike((text(sample) + "{}").getBytes(StandardCharsets.UTF_8));
    }
  }

  /// For each field: without it, with another value, twice.
  private static List<byte[]> altered(ObjectNode record) {
    List<byte[]> all = new ArrayList<>();
    record
        .fieldNames()
        .forEachRemaining(
            name -> {
              all.add(Json.write(record.deepCopy().without(name)));
              VALUES.forEach(value -> all.add(with(record, name, value)));
              all.add(twice(record, name));
            });
    if (record.get("managedBy") instanceof ObjectNode manager) {
      for (byte[] other : altered(manager)) {
        all.add(with(record, "managedBy", text(other)));
      }
    }
    all.add(with(record, "unknown", "{\"a\": [1]}"));
    return all;
  }

  private static byte[] with(ObjectNode record, String name, String value) {
    String placeholder = "\"--\"";
    ObjectNode marked = record.deepCopy().put(name, "--");
    return text(Json.write(marked)).replace(placeholder, value).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] twice(ObjectNode record, String name) {
    String text = text(Json.write(record));
    return (text.substring(0, text.length() - 1) + ",\"" + name + "\":" + record.get(name) + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void readAlike(byte[] value) {
    assertThat(outcome(StateReader::cluster, value))
        .as("cluster of %s", text(value))
        .isEqualTo(outcome(bytes -> Json.read(bytes, ClusterState.class), value));
    Object configuration = outcome(bytes -> Json.read(bytes, ConfigurationState.class), value);
    assertThat(outcome(StateReader::configuration, value))
        .as("configuration of %s", text(value))
        .isEqualTo(configuration);
    Object head = outcome(StateReader::head, value);
    assertThat(
            head instanceof ConfigurationState there
                    && configuration instanceof ConfigurationState state
                ? whole(there, state.properties())
                : head)
        .as("head of %s", text(value))
        .isEqualTo(configuration);
  }

  /// What is read, or why it is not.
  private static Object outcome(Function<byte[], Object> reading, byte[] value) {
    try {
      return reading.apply(value);
    } catch (UnreadableJsonException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ConfigurationState whole(ConfigurationState head, JsonNode properties) {
    return new ConfigurationState(
        head.id(),
        head.uid(),
        head.generation(),
        head.epoch(),
        head.lifecycle(),
        properties,
        head.changedAt(),
        head.managedBy());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
