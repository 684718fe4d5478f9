package io.fairlead.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Records are put back when they are wrong for longer than the watch may lag, and the API is asked
/// about no others.
class RecordKeeperTest {
  private static final String NAME = "web";

  /// What the store expects, and how it answers.
  private static final class Expected implements ExpectedRecords {
    final Map<String, RecordSpec> specs = new TreeMap<>();
    final List<String> restored = new ArrayList<>();
    boolean stillWrong = true;
    @Nullable KubernetesClientException fault;

    @Override
    public Set<String> expectedNames() {
      return Set.copyOf(specs.keySet());
    }

    @Override
    public Optional<RecordSpec> expected(String name) {
      return Optional.ofNullable(specs.get(name));
    }

    @Override
    public boolean restore(String name) {
      restored.add(name);
      if (fault != null) {
        throw fault;
      }
      return stillWrong;
    }
  }

  private final Expected expected = new Expected();
  private final Map<String, ConfigRecord> watched = new TreeMap<>();
  private final RecordKeeper keeper =
      new RecordKeeper(expected, name -> Optional.ofNullable(watched.get(name)));

  @BeforeEach
  void oneSoundRecord() {
    expected.specs.put(NAME, spec(1));
    watched.put(NAME, record("10", spec(1)));
  }

  @Test
  void a_sound_record_is_left_alone() {
    // When
    look(100);
    // Then
    assertThat(expected.restored).isEmpty();
  }

  @Test
  void a_record_deleted_by_hand_is_put_back() {
    // Given
    watched.remove(NAME);
    // When
    look(2);
    // Then
    assertThat(expected.restored).containsExactly(NAME);
  }

  @Test
  void a_record_edited_by_hand_is_put_back() {
    // Given
    RecordSpec edited = spec(1);
    watched.put(
        NAME,
        record(
            "11",
            new RecordSpec(
                edited.resourceId(),
                edited.uid(),
                edited.generation(),
                edited.epoch(),
                edited.lifecycle(),
                JsonNodeFactory.instance.objectNode().put("suspend", true),
                edited.checksum())));
    // When
    look(2);
    // Then
    assertThat(expected.restored).containsExactly(NAME);
  }

  @Test
  void an_edit_of_a_record_that_was_sound_before_is_seen() {
    // Given
    look(3);
    watched.put(NAME, record("11", spec(9)));
    // When
    look(2);
    // Then
    assertThat(expected.restored).containsExactly(NAME);
  }

  @Test
  void the_watch_may_lag_behind_the_agents_own_write_for_one_look() {
    // Given
    expected.specs.put(NAME, spec(2));
    look(1);
    watched.put(NAME, record("11", spec(2)));
    // When
    look(10);
    // Then
    assertThat(expected.restored).isEmpty();
  }

  @Test
  void while_the_watch_is_long_behind_the_api_is_asked_ever_more_seldom() {
    // Given the record is right, as the API would say
    watched.remove(NAME);
    expected.stillWrong = false;
    // When
    look(64);
    // Then after 2, 4, 8, 16, 32 and 64 looks
    assertThat(expected.restored).hasSize(6);
  }

  @Test
  void a_record_that_cannot_be_put_back_now_is_tried_again() {
    // Given
    watched.remove(NAME);
    expected.fault = new KubernetesClientException("away");
    // When
    look(4);
    // Then
    assertThat(expected.restored).containsExactly(NAME, NAME);
  }

  @Test
  void one_record_that_cannot_be_put_back_does_not_keep_the_next_one() {
    // Given
    watched.clear();
    expected.specs.put("db", spec(1));
    expected.fault = new KubernetesClientException("away");
    // When
    look(2);
    // Then
    assertThat(expected.restored).containsExactlyInAnyOrder("db", NAME);
  }

  @Test
  void a_record_that_is_not_wanted_any_more_is_not_put_back() {
    // Given
    watched.remove(NAME);
    look(1);
    expected.specs.clear();
    // When
    look(10);
    // Then
    assertThat(expected.restored).isEmpty();
  }

  private void look(int times) {
    IntStream.range(0, times).forEach(i -> keeper.look());
  }

  private static ConfigRecord record(String resourceVersion, RecordSpec spec) {
    FluxConfig record = new FluxConfig();
    record.setMetadata(
        new ObjectMetaBuilder().withName(NAME).withResourceVersion(resourceVersion).build());
    record.setSpec(spec);
    return record;
  }

  private static RecordSpec spec(long generation) {
    ResourceId id =
        ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship")
            .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", NAME);
    return RecordSpec.of(
        new HeldConfiguration(
            id,
            new UUID(1, 2),
            generation,
            1,
            Lifecycle.Active,
            JsonNodeFactory.instance.objectNode(),
            false));
  }
}
