package io.fairlead.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StateChange;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a session remembers besides the records decides whether removals are carried out, so it may
/// lose nothing and invent nothing.
class SessionMemoryTest {
  private static final ResourceId WEB = id("web");
  private static final ResourceId DB = id("db");
  private static final StateChange.Doubt DOUBT = new StateChange.Doubt(8, 20, true);
  private static final StateChange.ReportWithheld REPORT = new StateChange.ReportWithheld(2, 20);

  private static final SessionMemory DOUBTING =
      SessionMemory.EMPTY.after(
          List.of(
              new StateChange.Adopt(7),
              DOUBT,
              new StateChange.Withhold(WEB),
              new StateChange.Withhold(DB),
              REPORT));

  @Test
  void to_adopt_an_epoch_ends_its_doubt_and_lets_all_removals_go() {
    // When
    SessionMemory memory = DOUBTING.after(List.of(new StateChange.Adopt(8)));
    // Then
    assertThat(memory.epoch()).isEqualTo(8);
    assertThat(memory.doubt()).isNull();
    assertThat(memory.withheld()).isEmpty();
  }

  @Test
  void to_adopt_an_epoch_does_not_make_the_hub_know_what_was_held_back() {
    // When
    SessionMemory memory = DOUBTING.after(List.of(new StateChange.Adopt(8)));
    // Then
    assertThat(memory.report()).isEqualTo(REPORT);
  }

  @Test
  void a_removal_is_no_longer_held_back_once_the_configuration_is_wanted_or_gone() {
    // Given
    Stream<StateChange> ends =
        Stream.of(hold(WEB), new StateChange.Drop(WEB), new StateChange.Release(WEB));
    // When
    List<SessionMemory> memories = ends.map(end -> DOUBTING.after(List.of(end))).toList();
    // Then
    assertThat(memories)
        .allSatisfy(memory -> assertThat(memory.withheld()).containsExactly(RecordNames.of(DB)));
  }

  @Test
  void what_the_hub_has_heard_is_not_told_again() {
    // When
    SessionMemory memory = DOUBTING.after(List.of(new StateChange.WithheldReceived()));
    // Then
    assertThat(memory.report()).isNull();
    assertThat(memory.doubt()).isEqualTo(DOUBT);
  }

  @Test
  void statuses_and_clean_ups_are_nothing_to_remember() {
    // When
    SessionMemory memory =
        DOUBTING.after(
            List.of(new StateChange.CleanedUp(WEB), new StateChange.ReportReceived(WEB)));
    // Then
    assertThat(memory).isEqualTo(DOUBTING);
  }

  @Test
  void before_the_records_change_only_what_is_let_go_is_stored() {
    // Given a batch that lets one removal go, holds back another, and ends the doubt
    SessionMemory later =
        DOUBTING.after(
            List.of(hold(WEB), new StateChange.Withhold(id("new")), new StateChange.Adopt(9)));
    SessionMemory between = DOUBTING.after(List.of(hold(WEB)));
    // When
    SessionMemory released = DOUBTING.released(between);
    SessionMemory allReleased = DOUBTING.released(later);
    // Then
    assertThat(released.withheld()).containsExactly(RecordNames.of(DB));
    assertThat(allReleased.withheld()).isEmpty();
    assertThat(allReleased.epoch()).isEqualTo(7);
    assertThat(allReleased.doubt()).isEqualTo(DOUBT);
  }

  @Test
  void its_changes_lead_to_it_again() {
    // Given
    Map<String, ResourceId> ids = Map.of(RecordNames.of(WEB), WEB, RecordNames.of(DB), DB);
    // When
    List<StateChange> changes = DOUBTING.asChanges(ids::get);
    // Then
    assertThat(SessionMemory.EMPTY.after(List.of(new StateChange.Adopt(7))).after(changes))
        .isEqualTo(DOUBTING);
  }

  @Test
  void a_removal_whose_record_is_lost_is_not_held_back_any_more() {
    // Given
    Map<String, ResourceId> ids = Map.of(RecordNames.of(WEB), WEB);
    // When
    List<StateChange> changes = DOUBTING.asChanges(ids::get);
    // Then
    assertThat(changes).containsExactlyInAnyOrder(DOUBT, new StateChange.Withhold(WEB), REPORT);
  }

  @Test
  void it_comes_back_from_its_object_as_it_was() throws Exception {
    // When
    SessionMemory read = Json.read(Json.write(DOUBTING), SessionMemory.class);
    // Then
    assertThat(read).isEqualTo(DOUBTING);
  }

  private static StateChange hold(ResourceId id) {
    return new StateChange.Hold(
        new HeldConfiguration(
            id,
            new UUID(1, 2),
            3,
            8,
            Lifecycle.Active,
            JsonNodeFactory.instance.objectNode(),
            false));
  }

  private static ResourceId id(String name) {
    return ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship")
        .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name);
  }
}
