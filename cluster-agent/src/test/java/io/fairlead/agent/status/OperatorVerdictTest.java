package io.fairlead.agent.status;

import static io.fairlead.agent.object.ManagedKind.Deployment;
import static io.fairlead.agent.object.ManagedKind.Secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.event.Compliance;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorVerdictTest {
  private static final ObjectRef OPERATOR = Seen.ref(Deployment, "flux");
  private static final ObjectRef MEMCACHED = Seen.ref(Deployment, "memcached");
  private static final ObjectRef STATE = Seen.ref(Secret, "flux-git-deploy");

  @Test
  void isCompliantOnceTheDeploymentsAreAvailable() {
    // Given
    var observed = List.of(available("flux"), available("memcached"));
    // When
    Verdict verdict = OperatorVerdict.of(List.of(MEMCACHED, OPERATOR), observed, null);
    // Then
    assertThat(verdict).isEqualTo(new Verdict(Compliance.Compliant, null, null, null, null));
  }

  @Test
  void saysWhatTheOperatorHasSynced() {
    // Given
    var observed = List.of(available("flux"), state("0ba6f0d3"));
    // When
    Verdict verdict = OperatorVerdict.of(List.of(OPERATOR, STATE), observed, STATE);
    // Then
    assertThat(verdict).isEqualTo(new Verdict(Compliance.Compliant, null, "0ba6f0d3", null, null));
  }

  @Test
  void saysThatTheOperatorHasNotSyncedAnything() {
    // Given
    var observed = List.of(available("flux"), state(""));
    // When
    Verdict verdict = OperatorVerdict.of(List.of(OPERATOR, STATE), observed, STATE);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Compliant);
    assertThat(verdict.message())
        .isEqualTo("the operator is installed and has not synced anything yet");
    assertThat(verdict.revision()).isNull();
  }

  @Test
  void isPendingWhileADeploymentRollsOut() {
    // Given
    var rolling =
        Seen.object(
            Deployment,
            "flux",
            "{'status':{'observedGeneration':2,'replicas':1,'updatedReplicas':1}}");
    // When
    Verdict verdict =
        OperatorVerdict.of(
            List.of(MEMCACHED, OPERATOR), List.of(available("memcached"), rolling), null);
    // Then
    assertThat(verdict)
        .isEqualTo(
            Verdict.of(Compliance.Pending, "Deployment apps/flux: 0 of 1 replicas available"));
  }

  @Test
  void isPendingWhileNothingHasLookedAtTheDeployment() {
    // Given
    var created = Seen.object(Deployment, "flux", "{}");
    // When
    Verdict verdict = OperatorVerdict.of(List.of(OPERATOR), List.of(created), null);
    // Then
    assertThat(verdict)
        .isEqualTo(
            Verdict.of(Compliance.Pending, "no controller has looked at Deployment apps/flux yet"));
  }

  @Test
  void isPendingWhileAnObjectIsMissingAndStillSaysWhatWasSynced() {
    // Given
    var observed = List.of(state("0ba6f0d3"));
    // When
    Verdict verdict = OperatorVerdict.of(List.of(OPERATOR, STATE), observed, STATE);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Pending);
    assertThat(verdict.message()).isEqualTo("Deployment apps/flux does not exist yet");
    assertThat(verdict.revision()).isEqualTo("0ba6f0d3");
  }

  @Test
  void isNonCompliantWithTheWordsOfTheDeploymentThatFailed() {
    // Given
    var failed =
        Seen.object(
            Deployment,
            "flux",
            """
            {'status':{'observedGeneration':2,'conditions':[{'type':'Progressing',
              'status':'False','reason':'ProgressDeadlineExceeded',
              'message':'ReplicaSet flux-1 has timed out progressing.'}]}}
            """);
    // When
    Verdict verdict = OperatorVerdict.of(List.of(MEMCACHED, OPERATOR), List.of(failed), null);
    // Then
    assertThat(verdict)
        .isEqualTo(
            Verdict.of(
                Compliance.NonCompliant,
                "Deployment apps/flux: ReplicaSet flux-1 has timed out progressing."));
  }

  private static ObservedObject available(String name) {
    return Seen.object(
        Deployment,
        name,
        """
        {'status':{'observedGeneration':2,'replicas':1,'updatedReplicas':1,
          'availableReplicas':1,'readyReplicas':1,
          'conditions':[{'type':'Available','status':'True'}]}}
        """);
  }

  private static ObservedObject state(String revision) {
    ObservedObject secret = Seen.object(Secret, "flux-git-deploy", "{}");
    ((ObjectNode) secret.body().path("metadata"))
        .putObject("annotations")
        .put("flux.weave.works/sync-hwm", revision);
    return secret;
  }
}
