package io.fairlead.agent.status;

import static io.fairlead.agent.object.ManagedKind.GitRepository;
import static io.fairlead.agent.object.ManagedKind.Kustomization;
import static io.fairlead.agent.object.ManagedKind.Secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.event.Compliance;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FluxVerdictTest {
  private static final ObjectRef SECRET = Seen.ref(Secret, "web");
  private static final ObjectRef SOURCE = Seen.ref(GitRepository, "web");
  private static final ObjectRef FIRST = Seen.ref(Kustomization, "web-a");
  private static final ObjectRef SECOND = Seen.ref(Kustomization, "web-b");

  private static final ObservedObject A_SECRET = Seen.object(Secret, "web", "{}");
  private static final ObservedObject BROKEN =
      Seen.kustomization(
          "web-b", Seen.condition("Ready", "False", "BuildFailed", "no such file", 2));
  private static final ObservedObject WAITING =
      Seen.kustomization(
          "web-a", Seen.condition("Ready", "False", "DependencyNotReady", "web-b is not", 2));

  @Test
  void isCompliantOnceEverythingIsThereAndApplied() {
    // Given
    var observed = List.of(A_SECRET, Seen.readySource("web"), Seen.readyKustomization("web-a"));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SECRET, SOURCE, FIRST), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Compliant);
    assertThat(verdict.message()).isNull();
    assertThat(verdict.revision()).isEqualTo(Seen.REVISION);
    assertThat(verdict.sourceUpdatedAt()).isEqualTo(Instant.parse(Seen.NOON));
  }

  @Test
  void namesASourceThatCannotBeFetchedBeforeWhatFollowsFromIt() {
    // Given
    var observed = List.of(BROKEN, WAITING, Seen.failingSource("web", "authentication required"));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(FIRST, SECOND, SOURCE), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.NonCompliant);
    assertThat(verdict.message()).isEqualTo("GitRepository apps/web: authentication required");
    assertThat(verdict.revision()).isNull();
  }

  @Test
  void namesTheKustomizationThatFailedAndNotTheOneThatWaitsForIt() {
    // Given
    var observed = List.of(Seen.readySource("web"), WAITING, BROKEN);
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE, FIRST, SECOND), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.NonCompliant);
    assertThat(verdict.message()).isEqualTo("Kustomization apps/web-b: no such file");
  }

  @Test
  void namesTheKustomizationBeingAppliedAndNotTheOneThatWaitsForIt() {
    // Given
    var applying =
        Seen.kustomization("web-b", Seen.condition("Reconciling", "True", "P", "applying", 2));
    var observed = List.of(Seen.readySource("web"), WAITING, applying);
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE, FIRST, SECOND), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Pending);
    assertThat(verdict.message()).isEqualTo("Kustomization apps/web-b: applying");
  }

  @Test
  void isPendingWhileNoControllerHasLookedAtTheSource() {
    // Given
    var observed =
        List.of(Seen.object(Kustomization, "web-a", "{}"), Seen.object(GitRepository, "web", "{}"));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(FIRST, SOURCE), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Pending);
    assertThat(verdict.message())
        .isEqualTo("no Flux controller has looked at GitRepository apps/web yet");
  }

  @Test
  void isPendingWhileAnExpectedObjectIsMissing() {
    // Given
    var observed = List.of(Seen.readySource("web"), Seen.readyKustomization("web-a"));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE, FIRST, SECRET), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Pending);
    assertThat(verdict.message()).isEqualTo("Secret apps/web does not exist yet");
  }

  @Test
  void isPendingWhileAnExpectedObjectIsBeingDeleted() {
    // Given
    var observed =
        List.of(Seen.readySource("web"), Seen.deleting(Seen.readyKustomization("web-a")));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE, FIRST), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Pending);
    assertThat(verdict.message()).isEqualTo("Kustomization apps/web-a is being deleted");
  }

  @ParameterizedTest(name = "applied {0}, fetched {1}: {2}")
  @CsvSource({
    "main@sha1:0ba6f0d3, main@sha1:0ba6f0d3, Compliant",
    "main/0ba6f0d3,      main@sha1:0ba6f0d3, Compliant",
    "latest@sha256:11,   latest@sha256:11,   Compliant",
    "'',                 main@sha1:0ba6f0d3, Compliant",
    "main@sha1:0ba6f0d3, main@sha1:1111111,  Pending",
    "main@sha1:0ba6f0d3, other@sha1:1111111, Pending"
  })
  void isCompliantOnlyWithTheRevisionThatWasFetched(
      String applied, String fetched, Compliance expected) {
    // Given
    var ready = Seen.condition("Ready", "True", "Succeeded", "ok", 2);
    var source =
        Seen.object(
            GitRepository,
            "web",
            "{'status':{'observedGeneration':2,'artifact':{'revision':'%s'},'conditions':[%s]}}"
                .formatted(fetched, ready));
    var kustomization =
        Seen.object(
            Kustomization,
            "web-a",
            "{'status':{'observedGeneration':2,'lastAppliedRevision':'%s','conditions':[%s]}}"
                .formatted(applied, ready));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE, FIRST), List.of(source, kustomization));
    // Then
    assertThat(verdict.compliance()).isEqualTo(expected);
    assertThat(verdict.message())
        .isEqualTo(
            expected == Compliance.Compliant
                ? null
                : "Kustomization apps/web-a: applied %s, not yet %s".formatted(applied, fetched));
    assertThat(verdict.revision()).isEqualTo(fetched);
    assertThat(verdict.sourceUpdatedAt()).isNull();
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'Ready','status':'True','reason':'InstallSucceeded'} | Compliant |",
        "{'type':'Ready','status':'False','reason':'InstallFailed','message':'timed out'} | NonCompliant | HelmRelease apps/shop: timed out",
        "{'type':'Ready','status':'Unknown','reason':'Progressing','message':'installing'} | Pending | HelmRelease apps/shop: installing",
      })
  void countsWhatFluxApplied(String condition, Compliance compliance, String message) {
    // Given
    var observed = List.of(Seen.readySource("web"), Seen.readyKustomization("web-a"));
    var release =
        Seen.body(
            "HelmRelease",
            "shop",
            "{'status':{'observedGeneration':2,'conditions':[%s]}}".formatted(condition));
    // When
    Verdict verdict =
        FluxVerdict.of(
            false, List.of(SOURCE, FIRST), observed, new Applied(List.of(release), true));
    // Then
    assertThat(verdict.compliance()).isEqualTo(compliance);
    assertThat(verdict.message()).isEqualTo(message);
    assertThat(verdict.objects()).hasSize(3);
    assertThat(verdict.unattendedBy()).isNull();
  }

  @Test
  void namesItsOwnFailureBeforeThatOfAnObjectThatFluxApplied() {
    // Given
    var failed = Seen.condition("Ready", "False", "InstallFailed", "timed out", 2);
    var release =
        Seen.body("HelmRelease", "shop", "{'status':{'conditions':[%s]}}".formatted(failed));
    // When
    Verdict verdict =
        FluxVerdict.of(
            false,
            List.of(SOURCE, SECOND),
            List.of(Seen.readySource("web"), BROKEN),
            new Applied(List.of(release), true));
    // Then
    assertThat(verdict.message()).isEqualTo("Kustomization apps/web-b: no such file");
  }

  @Test
  void isCompliantThoughItsRepositorySuspendsARelease() {
    // Given
    var release = Seen.body("HelmRelease", "shop", "{'spec':{'suspend':true}}");
    // When
    Verdict verdict =
        FluxVerdict.of(
            false,
            List.of(SOURCE),
            List.of(Seen.readySource("web")),
            new Applied(List.of(release), true));
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Compliant);
  }

  @Test
  void saysThatNotAllIsLookedAt() {
    // Given
    var few = new Applied(List.of(), false);
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE), List.of(Seen.readySource("web")), few);
    // Then
    assertThat(verdict.message())
        .isEqualTo("Flux applied more objects of its own kinds in this cluster than are looked at");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "GitRepository | source-controller",
        "Kustomization | kustomize-controller",
        "HelmRelease | helm-controller"
      })
  void saysWhichControllerHasNotLooked(String kind, String controller) {
    // Given
    var untouched = new Applied(List.of(Seen.body(kind, "new", "{}")), true);
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(), List.of(), untouched);
    // Then
    assertThat(verdict.message())
        .isEqualTo("no Flux controller has looked at " + kind + " apps/new yet");
    assertThat(verdict.unattendedBy()).isEqualTo(controller);
  }

  @Test
  void saysWhichControllerHasNotLookedAtAChange() {
    // Given
    var behind =
        Seen.object(
            Kustomization,
            "web-a",
            "{'status':{'observedGeneration':1,'conditions':[%s]}}"
                .formatted(Seen.condition("Ready", "True", "Succeeded", "ok", 1)));
    // When
    Verdict verdict =
        FluxVerdict.of(false, List.of(SOURCE, FIRST), List.of(Seen.readySource("web"), behind));
    // Then
    assertThat(verdict.message())
        .isEqualTo("Kustomization apps/web-a: the change is not worked on yet");
    assertThat(verdict.unattendedBy()).isEqualTo("kustomize-controller");
  }

  @Test
  void isSuspendedWhenAskedToHoweverItFares() {
    // Given
    var observed = List.of(Seen.failingSource("web", "no"));
    // When
    Verdict verdict = FluxVerdict.of(true, List.of(SOURCE, FIRST), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Suspended);
    assertThat(verdict.message()).isNull();
    assertThat(verdict.objects()).hasSize(1);
  }

  @Test
  void saysWhatIsSuspendedThatNobodyAskedFor() {
    // Given
    var observed =
        List.of(
            Seen.readySource("web"),
            Seen.object(Kustomization, "web-a", "{'spec':{'suspend':true}}"));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE, FIRST), observed);
    // Then
    assertThat(verdict.compliance()).isEqualTo(Compliance.Suspended);
    assertThat(verdict.message()).isEqualTo("Kustomization apps/web-a is suspended");
  }

  @Test
  void saysAFailureInOneSentenceOfABoundedLength() {
    // Given
    var observed = List.of(Seen.failingSource("web", "first\\nsecond\\t" + "x".repeat(5000)));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE), observed);
    // Then
    assertThat(verdict.message())
        .startsWith("GitRepository apps/web: first second xxx")
        .endsWith("x…")
        .hasSize(Sentence.LONGEST);
  }

  @Test
  void takesNoTimeFromASourceThatHasAnUnreadableOne() {
    // Given
    var source =
        Seen.object(
            GitRepository,
            "web",
            "{'status':{'artifact':{'revision':'main@sha1:1','lastUpdateTime':'soon'}}}");
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(SOURCE), List.of(source));
    // Then
    assertThat(verdict.revision()).isEqualTo("main@sha1:1");
    assertThat(verdict.sourceUpdatedAt()).isNull();
  }
}
