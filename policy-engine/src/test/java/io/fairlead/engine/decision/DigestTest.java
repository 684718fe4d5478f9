package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action.Withdraw;
import io.fairlead.contract.policy.Deployment.Action.Write;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.ConfigurationHead;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What changes a digest: any part of a record, also one that is added later.
class DigestTest {
  private static final ResourceId SHIP = Samples.cluster("ship-1");
  private static final PolicyVerdict VERDICT =
      new PolicyVerdict(
          Samples.assignmentId(),
          Samples.ASSIGNMENT_UID,
          Samples.definitionId(),
          Samples.definitionId(),
          "reference",
          "deployIfNotExists",
          SHIP,
          Samples.CLUSTER_UID,
          7,
          PolicyCompliance.Compliant,
          PolicyVerdict.Reason.Confirmed,
          "message",
          List.of(Samples.assignmentId()),
          Samples.exemptionId(),
          List.of(new PolicyVerdict.Deployed(Samples.baseline(SHIP), "digest")),
          Samples.NOW,
          Samples.NOW);
  private static final ManagedBy MANAGER =
      new ManagedBy(
          Samples.assignmentId(),
          Samples.ASSIGNMENT_UID,
          "reference",
          "digest",
          OnUnassign.Keep,
          3);
  private static final ConfigurationHead FOUND =
      new ConfigurationHead(
          Samples.baseline(SHIP), Samples.CONFIGURATION_UID, 3, 7, Lifecycle.Active, MANAGER);
  private static final Deployment.Basis BASIS =
      new Deployment.Basis(
          7,
          Samples.CLUSTER_UID,
          3,
          Samples.assignmentId(),
          Samples.ASSIGNMENT_UID,
          2,
          "reference",
          Samples.NOW);

  @TestFactory
  Stream<DynamicTest> whateverAVerdictSaysMakesADifferenceButForTheTimeOfTheDecision() {
    return differing(VERDICT)
        .map(
            other ->
                DynamicTest.dynamicTest(
                    other.part(),
                    () ->
                        assertThat(Said.of(other.record()).digest().equals(digest(VERDICT)))
                            .isEqualTo(other.part().equals("decidedAt"))));
  }

  @TestFactory
  Stream<DynamicTest> whateverADecisionRestsOnMakesADifferenceButForItsTime() {
    return differing(BASIS)
        .map(
            other ->
                DynamicTest.dynamicTest(
                    other.part(),
                    () ->
                        assertThat(
                                asked(other.record(), FOUND)
                                    .digest()
                                    .equals(asked(BASIS, FOUND).digest()))
                            .isEqualTo(other.part().equals("decidedAt"))));
  }

  @TestFactory
  Stream<DynamicTest> whateverIsFoundOfItsManagerMakesADifference() {
    return differing(MANAGER)
        .map(
            other ->
                DynamicTest.dynamicTest(
                    other.part(),
                    () ->
                        assertThat(asked(BASIS, managedBy(other.record())).digest())
                            .isNotEqualTo(asked(BASIS, FOUND).digest())));
  }

  @Test
  void whatIsFoundAndWhatIsToBeDoneMakeADifference() {
    // When
    List<Digest> digests =
        List.of(
            asked(BASIS, FOUND).digest(),
            asked(BASIS, managedBy(null)).digest(),
            Asked.of(deployment(BASIS, write("digest")), Optional.empty(), Samples.NOW).digest(),
            Asked.of(deployment(BASIS, write("other")), Optional.empty(), Samples.NOW).digest(),
            Asked.of(deployment(BASIS, new Withdraw()), Optional.empty(), Samples.NOW).digest());

    // Then
    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void theTimeOfARequestMakesNone() {
    assertThat(
            Asked.of(
                    deployment(BASIS, write("digest")),
                    Optional.of(FOUND),
                    Samples.NOW.plusMillis(1))
                .digest())
        .isEqualTo(asked(BASIS, FOUND).digest());
  }

  private static Digest digest(PolicyVerdict verdict) {
    return Said.of(verdict).digest();
  }

  private static ConfigurationHead managedBy(@Nullable ManagedBy manager) {
    return new ConfigurationHead(
        FOUND.id(), FOUND.uid(), FOUND.generation(), FOUND.epoch(), FOUND.lifecycle(), manager);
  }

  private static Asked asked(Deployment.Basis basis, ConfigurationHead found) {
    return Asked.of(deployment(basis, write("digest")), Optional.of(found), Samples.NOW);
  }

  private static Deployment deployment(Deployment.Basis basis, Deployment.Action action) {
    return new Deployment(Samples.baseline(SHIP), basis, action);
  }

  private static Write write(String digest) {
    return new Write(digest, OnUnassign.Keep, Samples.json("{}"), List.of());
  }

  /// A record that differs in one part.
  private record Other<T>(String part, T record) {}

  /// For each part of a record one like it that has something else there, and where there may be
  /// nothing, one that has nothing.
  private static <T extends Record> Stream<Other<T>> differing(T record) {
    RecordComponent[] parts = record.getClass().getRecordComponents();
    List<Other<T>> others = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      for (Object instead : others(value(record, parts[i]))) {
        others.add(new Other<>(parts[i].getName(), with(record, i, instead)));
      }
      if (parts[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        others.add(new Other<>(parts[i].getName(), with(record, i, null)));
      }
    }
    return others.stream();
  }

  private static List<Object> others(Object value) {
    return switch (value) {
      case PolicyId _ ->
          List.of(
              PolicyId.parse(
                  "/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/x"));
      case ResourceId _ -> List.of(Samples.cluster("other"));
      case UUID uid ->
          List.of(
              new UUID(uid.getMostSignificantBits() + 1, uid.getLeastSignificantBits()),
              new UUID(uid.getMostSignificantBits(), uid.getLeastSignificantBits() + 1));
      case String text -> List.of(text + "x", "");
      case Long number -> List.of(number + 1, number + (1L << 32));
      case Instant at -> List.of(at.plusNanos(1), at.plusSeconds(1));
      case PolicyCompliance _ -> List.of(PolicyCompliance.Unknown);
      case PolicyVerdict.Reason _ -> List.of(PolicyVerdict.Reason.Reconciling);
      case OnUnassign _ -> List.of(OnUnassign.Remove);
      case List<?> list -> List.of(List.of(), List.of(list.getFirst(), list.getFirst()));
      default -> throw new IllegalArgumentException("what else is there of " + value.getClass());
    };
  }

  private static Object value(Record record, RecordComponent part) {
    try {
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> T with(T record, int index, @Nullable Object value) {
    RecordComponent[] parts = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[parts.length];
    @Nullable Object[] values = new @Nullable Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      types[i] = parts[i].getType();
      values[i] = i == index ? value : value(record, parts[i]);
    }
    try {
      Constructor<?> canonical = record.getClass().getDeclaredConstructor(types);
      return (T) canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
