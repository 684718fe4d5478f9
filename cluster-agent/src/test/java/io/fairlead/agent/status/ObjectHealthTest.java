package io.fairlead.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.status.ObjectHealth.Current;
import io.fairlead.agent.status.ObjectHealth.Failed;
import io.fairlead.agent.status.ObjectHealth.InProgress;
import io.fairlead.agent.status.ObjectHealth.Suspended;
import io.fairlead.agent.status.ObjectHealth.Terminating;
import io.fairlead.agent.status.ObjectHealth.Unknown;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectHealthTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("fluxObjects")
  void judgesAnObjectOfFlux(String situation, String rest, ObjectHealth expected) {
    // Given
    ObservedObject object = Seen.object(ManagedKind.Kustomization, "web", rest);
    // When
    ObjectHealth health = ObjectHealth.of(object);
    // Then
    assertThat(health).as(situation).isEqualTo(expected);
  }

  static Stream<Arguments> fluxObjects() {
    return Stream.of(
        arguments("nothing said yet", "{}", new Unknown("", "")),
        arguments(
            "only what Flux starts from",
            "{'status':{'observedGeneration':-1}}",
            new Unknown("", "")),
        arguments("ready", status(2, ready("True", "ok", 2)), new Current("R", "ok")),
        arguments(
            "ready, without generations as some controllers leave them out",
            "{'status':{'conditions':[{'type':'Ready','status':'True','reason':'R'}]}}",
            new Current("R", "")),
        arguments(
            "ready, but for an older generation", status(1, ready("True", "ok", 1)), behind()),
        arguments(
            "ready by the condition, which does not say for which generation",
            "{'status':{'observedGeneration':1,'conditions':[{'type':'Ready','status':'True'}]}}",
            behind()),
        arguments(
            "ready by the condition, but the controller is not done with the generation",
            status(1, ready("True", "ok", 2)),
            behind()),
        arguments(
            "failed, but for an older generation", status(1, ready("False", "no", 1)), behind()),
        arguments(
            "stalled, but for an older generation", status(1, on("Stalled", "no", 1)), behind()),
        arguments("failed", status(2, ready("False", "no", 2)), new Failed("R", "no")),
        arguments(
            "failed and tried again, with the object's generation left behind",
            status(
                1,
                Seen.condition("Reconciling", "True", "ProgressingWithRetry", "again", 2),
                ready("False", "no", 2)),
            new Failed("R", "no")),
        arguments(
            "stalled",
            status(2, ready("False", "no", 2), on("Stalled", "never", 2)),
            new Failed("R", "never")),
        arguments(
            "reconciling a new generation",
            status(1, on("Reconciling", "new", 2), ready("Unknown", "hm", 2)),
            new InProgress("R", "new", false)),
        arguments(
            "reconciling, though ready with what was before",
            status(2, on("Reconciling", "new", 2), ready("True", "ok", 2)),
            new InProgress("R", "new", false)),
        arguments(
            "nothing but an unknown readiness",
            status(2, ready("Unknown", "hm", 2)),
            new InProgress("R", "hm", false)),
        arguments("looked at, readiness not said", "{'status':{'observedGeneration':2}}", behind()),
        arguments(
            "waits for a dependency",
            because("DependencyNotReady", "dependency 'apps/a' is not ready"),
            new InProgress("DependencyNotReady", "dependency 'apps/a' is not ready", true)),
        arguments(
            "waits for its source to fetch something",
            because("ArtifactFailed", "Source artifact not found, retrying in 30s"),
            new InProgress("ArtifactFailed", "Source artifact not found, retrying in 30s", true)),
        arguments(
            "waits for its source to exist",
            because("ArtifactFailed", "GitRepository.source.toolkit.fluxcd.io web not found"),
            new InProgress(
                "ArtifactFailed", "GitRepository.source.toolkit.fluxcd.io web not found", true)),
        arguments(
            "does not find its path in the source",
            because("ArtifactFailed", "kustomization path not found: stat /x: no such file"),
            new Failed("ArtifactFailed", "kustomization path not found: stat /x: no such file")),
        arguments(
            "starts anew because something changed",
            because("HealthCheckCanceled", "new"),
            new InProgress("HealthCheckCanceled", "new", false)),
        arguments(
            "suspended, whatever it was before",
            "{'spec':{'suspend':true},'status':{'observedGeneration':2,'conditions':[%s]}}"
                .formatted(ready("False", "no", 2)),
            new Suspended("Suspended", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deployments")
  void judgesADeployment(String situation, String rest, ObjectHealth expected) {
    // Given
    ObservedObject object = Seen.object(ManagedKind.Deployment, "flux", rest);
    // When
    ObjectHealth health = ObjectHealth.of(object);
    // Then
    assertThat(health).as(situation).isEqualTo(expected);
  }

  static Stream<Arguments> deployments() {
    return Stream.of(
        arguments("nothing said yet", "{'spec':{'replicas':1}}", new Unknown("", "")),
        arguments(
            "available, but the change is not rolled out",
            deployment(1, 1, 1, 1, 1, AVAILABLE, ROLLED_OUT),
            rolling("the change is not rolled out yet")),
        arguments(
            "failed, but before the change",
            deployment(1, 0, 0, 0, 0, DEADLINE),
            rolling("the change is not rolled out yet")),
        arguments(
            "no replica yet",
            deployment(2, 0, 0, 0, 0, PROGRESSING),
            rolling("0 of 1 replicas created")),
        arguments(
            "the old replica only",
            deployment(2, 1, 0, 1, 1, AVAILABLE, PROGRESSING),
            rolling("0 of 1 replicas updated")),
        arguments(
            "the old replica beside the new one",
            deployment(2, 2, 1, 1, 1, AVAILABLE, PROGRESSING),
            rolling("1 old replicas to be stopped")),
        arguments(
            "the new replica not available",
            deployment(2, 1, 1, 0, 0, PROGRESSING),
            rolling("0 of 1 replicas available")),
        arguments(
            "available but not ready",
            deployment(2, 1, 1, 1, 0, AVAILABLE, ROLLED_OUT),
            rolling("0 of 1 replicas ready")),
        arguments(
            "all there, rollout not complete",
            deployment(2, 1, 1, 1, 1, AVAILABLE, PROGRESSING),
            rolling("the rollout is not complete")),
        arguments(
            "all there, not called available",
            deployment(2, 1, 1, 1, 1, ROLLED_OUT),
            rolling("not available yet")),
        arguments(
            "available",
            deployment(2, 1, 1, 1, 1, ROLLED_OUT, AVAILABLE),
            new Current("MinimumReplicasAvailable", "it runs")),
        arguments(
            "deadline exceeded",
            deployment(2, 1, 1, 0, 0, DEADLINE),
            new Failed("ProgressDeadlineExceeded", "timed out")),
        arguments(
            "no pod can be made",
            deployment(2, 0, 0, 0, 0, PROGRESSING, REPLICA_FAILURE),
            new Failed("FailedCreate", "exceeded quota")));
  }

  @Test
  void judgesADeploymentWithoutADeadlineByItsNumbers() {
    // Given
    ObservedObject object =
        Seen.object(
            ManagedKind.Deployment,
            "flux",
            """
            {'status':{'observedGeneration':2,'replicas':1,'updatedReplicas':1,
              'availableReplicas':1,'readyReplicas':1,'conditions':[%s]}}
            """
                .formatted(AVAILABLE));
    // When
    ObjectHealth health = ObjectHealth.of(object);
    // Then
    assertThat(health).isInstanceOf(Current.class);
  }

  @Test
  void takesAnObjectOfAnotherKindForWhatItIsOnceItIsThere() {
    // Given
    ObservedObject object = Seen.object(ManagedKind.Secret, "key", "{}");
    // When
    ObjectHealth health = ObjectHealth.of(object);
    // Then
    assertThat(health).isEqualTo(new Current("", ""));
  }

  @Test
  void saysThatAnObjectIsBeingDeletedHoweverItFares() {
    // Given
    ObservedObject object = Seen.deleting(Seen.readyKustomization("web"));
    // When
    ObjectHealth health = ObjectHealth.of(object);
    // Then
    assertThat(health).isInstanceOf(Terminating.class);
  }

  private static final String AVAILABLE =
      "{'type':'Available','status':'True','reason':'MinimumReplicasAvailable',"
          + "'message':'it runs'}";
  private static final String ROLLED_OUT =
      "{'type':'Progressing','status':'True','reason':'NewReplicaSetAvailable'}";
  private static final String PROGRESSING =
      "{'type':'Progressing','status':'True','reason':'ReplicaSetUpdated'}";
  private static final String DEADLINE =
      "{'type':'Progressing','status':'False','reason':'ProgressDeadlineExceeded',"
          + "'message':'timed out'}";
  private static final String REPLICA_FAILURE =
      "{'type':'ReplicaFailure','status':'True','reason':'FailedCreate',"
          + "'message':'exceeded quota'}";

  private static String deployment(
      int observed, int there, int updated, int available, int ready, String... conditions) {
    return """
        {'spec':{'replicas':1,'progressDeadlineSeconds':600},
         'status':{'observedGeneration':%d,'replicas':%d,'updatedReplicas':%d,
           'availableReplicas':%d,'readyReplicas':%d,'conditions':[%s]}}
        """
        .formatted(observed, there, updated, available, ready, String.join(",", conditions));
  }

  private static ObjectHealth rolling(String message) {
    return new InProgress("Progressing", message, false);
  }

  private static ObjectHealth behind() {
    return new InProgress("NotObserved", "the change is not worked on yet", false);
  }

  private static String status(int observed, String... conditions) {
    return "{'status':{'observedGeneration':%d,'conditions':[%s]}}"
        .formatted(observed, String.join(",", conditions));
  }

  private static String because(String reason, String message) {
    return status(2, Seen.condition("Ready", "False", reason, message.replace('\'', '`'), 2))
        .replace("`", "\\u0027");
  }

  private static String ready(String status, String message, int generation) {
    return Seen.condition("Ready", status, "R", message, generation);
  }

  private static String on(String type, String message, int generation) {
    return Seen.condition(type, "True", "R", message, generation);
  }
}
