package io.fairlead.api.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.resource.Delivery.State;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Principal;
import io.fairlead.store.Progress;
import io.fairlead.store.Progress.Mark;
import io.fairlead.store.ProtectedFault;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.SystemData;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StandingTest {
  private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = CHANGED.plusSeconds(60);
  private static final UUID UID = UUID.randomUUID();
  private static final long GENERATION = 7;
  private static final ResourceId ID =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "c")
          .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "x");

  private static Connectivity connectivity(Connectivity.State state, boolean session) {
    return new Connectivity(state, LATER, LATER, session, null, null);
  }

  private static Progress.Reported reported(long generation, Compliance compliance) {
    return new Progress.Reported(
        new ConfigurationStatus(
            new ConfigurationVersion(ID, UID, generation),
            compliance,
            "as the cluster says",
            LATER,
            null,
            null,
            null,
            null,
            null),
        LATER);
  }

  private static StoredConfiguration configuration(Progress progress, Connectivity connectivity) {
    return configuration(progress, connectivity, JsonNodeFactory.instance.objectNode());
  }

  private static StoredConfiguration configuration(
      Progress progress, Connectivity connectivity, ObjectNode properties) {
    var user = Principal.named("u", "User");
    return new StoredConfiguration(
        ID,
        UID,
        GENERATION,
        Lifecycle.Active,
        properties,
        new SystemData(user, CHANGED, user, CHANGED),
        CHANGED,
        progress,
        connectivity,
        null);
  }

  private static Progress progress(
      @Nullable Mark delivered, @Nullable Mark acknowledged, Progress.@Nullable Refused refused) {
    return new Progress(delivered, acknowledged, refused, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "Connecting, false, the cluster has never connected",
    "Offline, false, the cluster is offline since 2026-01-01T00:01:00Z",
    "Connected, true, on its way",
    "Connected, false, has no session",
  })
  void whatIsNotDeliveredSaysWhatTheClusterDoes(
      Connectivity.State state, boolean session, String reason) {
    // When
    var standing = Standing.of(configuration(Progress.NONE, connectivity(state, session)));

    // Then
    assertThat(standing.state()).isEqualTo(State.NotDelivered);
    assertThat(standing.compliance()).isEqualTo(Compliance.Pending);
    assertThat(standing.reason()).contains("not delivered", reason);
    assertThat(standing.since()).isEqualTo(CHANGED);
  }

  @ParameterizedTest
  @EnumSource(Connectivity.State.class)
  void protectedSettingsThatNobodyFetchedIn48HoursAreSaidToHaveExpiredAndWhen(
      Connectivity.State state) {
    // Given
    StoredConfiguration fine = configuration(Progress.NONE, connectivity(state, false));
    var expired =
        new StoredConfiguration(
            fine.id(),
            fine.uid(),
            fine.generation(),
            fine.lifecycle(),
            fine.properties(),
            fine.systemData(),
            fine.changedAt(),
            fine.progress(),
            fine.connectivity(),
            fine.managedBy(),
            new ProtectedFault(ProtectedFault.Kind.Expired, CHANGED.plus(Duration.ofDays(2))));

    // When
    var standing = Standing.of(expired);

    // Then
    assertThat(standing.state()).isEqualTo(State.NotDelivered);
    assertThat(standing.compliance()).isEqualTo(Compliance.Pending);
    assertThat(standing.reason())
        .startsWith("ProtectedSettingsExpired: ")
        .contains("2026-01-03T00:00:00Z");
    assertThat(standing.since()).isEqualTo(CHANGED.plus(Duration.ofDays(2)));
  }

  @Test
  void whatAnOlderGenerationReachedSaysNothingOfThisOne() {
    // Given
    var old = new Mark(GENERATION - 1, LATER);
    var progress =
        new Progress(old, old, null, null, reported(GENERATION - 1, Compliance.Compliant));

    // When
    var standing =
        Standing.of(configuration(progress, connectivity(Connectivity.State.Connected, true)));

    // Then
    assertThat(standing.state()).isEqualTo(State.NotDelivered);
    assertThat(standing.compliance()).isEqualTo(Compliance.Pending);
  }

  @Test
  void deliveredIsNotAcknowledged() {
    // When
    var standing =
        Standing.of(
            configuration(
                progress(new Mark(GENERATION, LATER), new Mark(GENERATION - 1, CHANGED), null),
                connectivity(Connectivity.State.Offline, false)));

    // Then
    assertThat(standing.state()).isEqualTo(State.Delivered);
    assertThat(standing.reason()).contains("not acknowledged", "offline since");
    assertThat(standing.since()).isEqualTo(LATER);
  }

  @Test
  void acknowledgedIsNotReported() {
    // When
    var standing =
        Standing.of(
            configuration(
                progress(null, new Mark(GENERATION, LATER), null),
                connectivity(Connectivity.State.Connected, true)));

    // Then
    assertThat(standing.state()).isEqualTo(State.Acknowledged);
    assertThat(standing.compliance()).isEqualTo(Compliance.Pending);
    assertThat(standing.reason()).contains("not reported yet").doesNotContain("offline");
  }

  @Test
  void aRefusalSaysWhy() {
    // When
    var standing =
        Standing.of(
            configuration(
                progress(
                    new Mark(GENERATION, CHANGED),
                    null,
                    new Progress.Refused(GENERATION, LATER, "too many kustomizations")),
                connectivity(Connectivity.State.Connected, true)));

    // Then
    assertThat(standing.state()).isEqualTo(State.Refused);
    assertThat(standing.compliance()).isEqualTo(Compliance.Pending);
    assertThat(standing.reason()).contains("refused", "too many kustomizations");
    assertThat(standing.since()).isEqualTo(LATER);
  }

  @ParameterizedTest
  @CsvSource({"1, Refused", "0, Reported", "-1, Reported"})
  void ofARefusalAndAStatusTheLaterOneCounts(long secondsAfterTheStatus, State expected) {
    // Given
    var refused =
        new Progress.Refused(GENERATION, LATER.plusSeconds(secondsAfterTheStatus), "no space");

    // When
    var standing =
        Standing.of(
            configuration(
                new Progress(null, null, refused, null, reported(GENERATION, Compliance.Compliant)),
                connectivity(Connectivity.State.Connected, true)));

    // Then
    assertThat(standing.state()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Compliance.class)
  void whatTheClusterReportsOfThisGenerationIsWhatIsSaid(Compliance compliance) {
    // When
    var standing =
        Standing.of(
            configuration(
                new Progress(null, null, null, null, reported(GENERATION, compliance)),
                connectivity(Connectivity.State.Offline, false)));

    // Then
    assertThat(standing.state()).isEqualTo(State.Reported);
    assertThat(standing.compliance()).isEqualTo(compliance);
    assertThat(standing.reason()).isEqualTo("as the cluster says");
  }

  @Test
  void whatIsBeingDeletedIsPendingWhateverWasReported() {
    // Given
    var active =
        configuration(
            new Progress(null, null, null, null, reported(GENERATION, Compliance.Compliant)),
            connectivity(Connectivity.State.Offline, false));
    var deleting =
        new StoredConfiguration(
            active.id(),
            active.uid(),
            active.generation(),
            Lifecycle.Deleting,
            active.properties(),
            active.systemData(),
            active.changedAt(),
            active.progress(),
            active.connectivity(),
            null);

    // When
    var standing = Standing.of(deleting);

    // Then
    assertThat(standing.compliance()).isEqualTo(Compliance.Pending);
    assertThat(standing.reason()).contains("deletion", "offline since");
    assertThat(Provisioning.of(deleting, standing, LATER).state())
        .isEqualTo(Provisioning.State.Deleting);
  }

  @Test
  void aDeletionThatTheClusterIsAtSaysWhatItWaitsFor() {
    // Given
    var active =
        configuration(
            new Progress(
                null,
                new Mark(GENERATION, CHANGED),
                null,
                null,
                reported(GENERATION, Compliance.Pending)),
            connectivity(Connectivity.State.Connected, true));
    var deleting =
        new StoredConfiguration(
            active.id(),
            active.uid(),
            active.generation(),
            Lifecycle.Deleting,
            active.properties(),
            active.systemData(),
            active.changedAt(),
            active.progress(),
            active.connectivity(),
            null);

    // When
    var standing = Standing.of(deleting);

    // Then
    assertThat(standing.state()).isEqualTo(State.Acknowledged);
    assertThat(standing.reason())
        .isEqualTo(
            "The deletion is stored in the cluster; not confirmed as cleaned up yet:"
                + " as the cluster says.");
  }

  @Test
  void theOldVersionHasWordsOfItsOwn() {
    // When
    var connected = connectivity(Connectivity.State.Connected, true);
    var installed =
        Statuses.sourceControl(
            configuration(
                new Progress(null, null, null, null, reported(GENERATION, Compliance.Compliant)),
                connected));
    var failed =
        Statuses.sourceControl(
            configuration(
                new Progress(null, null, null, null, reported(GENERATION, Compliance.NonCompliant)),
                connected));
    var pending = Statuses.sourceControl(configuration(Progress.NONE, connected));

    // Then
    assertThat(installed.complianceState()).isEqualTo("Installed");
    assertThat(failed.complianceState()).isEqualTo("Failed");
    assertThat(failed.messageLevel()).isEqualTo("Error");
    assertThat(pending.complianceState()).isEqualTo("Pending");
    assertThat(pending.messageLevel()).isEqualTo("Information");
  }

  @Test
  void onceTheClusterWasCompliantALaterDriftDoesNotUndoTheProvisioning() {
    // Given
    var properties = JsonNodeFactory.instance.objectNode().put("waitForReconciliation", true);
    var drifted =
        configuration(
            new Progress(
                null,
                null,
                null,
                new Progress.Mark(GENERATION, CHANGED),
                reported(GENERATION, Compliance.NonCompliant)),
            connectivity(Connectivity.State.Connected, true),
            properties);

    // When
    var provisioning = Provisioning.of(drifted, Standing.of(drifted), LATER);

    // Then
    assertThat(provisioning.state()).isEqualTo(Provisioning.State.Succeeded);
  }

  @ParameterizedTest
  @CsvSource({
    // waits, compliance reported, seconds passed, state
    "false, , 0, Succeeded",
    "false, NonCompliant, 9999, Succeeded",
    "true, , 0, Creating",
    "true, NonCompliant, 59, Creating",
    "true, Compliant, 59, Succeeded",
    "true, Compliant, 9999, Succeeded",
    "true, NonCompliant, 60, Failed",
    "true, , 9999, Failed",
  })
  void provisioningEndsWithTheWriteUnlessTheUserWaitsForTheCluster(
      boolean waits, @Nullable Compliance compliance, long seconds, Provisioning.State expected) {
    // Given
    var properties =
        JsonNodeFactory.instance
            .objectNode()
            .put("waitForReconciliation", waits)
            .put("reconciliationWaitDuration", "PT1M");
    var stored =
        configuration(
            new Progress(
                null,
                null,
                null,
                null,
                compliance == null ? null : reported(GENERATION, compliance)),
            connectivity(Connectivity.State.Connected, true),
            properties);

    // When
    var provisioning =
        Provisioning.of(stored, Standing.of(stored), CHANGED.plus(Duration.ofSeconds(seconds)));

    // Then
    assertThat(provisioning.state()).isEqualTo(expected);
    assertThat(provisioning.error().isEmpty()).isEqualTo(expected != Provisioning.State.Failed);
  }
}
