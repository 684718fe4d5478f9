package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever applies goes before what it needs for that, and nothing is waited for without end.
class RemovalTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> removed = new ArrayList<>();
  private final List<String> abandoned = new ArrayList<>();
  private final Removal removal =
      new Removal(
          object -> removed.add(object.ref().name()),
          object -> abandoned.add(object.ref().name()),
          LIMIT,
          nanos::get);

  @Test
  void kustomizations_go_first_so_that_they_can_prune() {
    // Given
    var all = Stream.of(ManagedKind.values()).map(kind -> there(kind, kind.name())).toList();
    // When
    var waiting = removal.step(all);
    // Then
    assertThat(removed).containsExactly("Kustomization");
    assertThat(waiting).hasValueSatisfying(text -> assertThat(text).contains("Kustomization"));
  }

  @Test
  void sources_follow_then_what_runs_and_last_what_all_of_it_needs() {
    // Given
    var left =
        new ArrayList<>(Stream.of(ManagedKind.values()).map(k -> there(k, k.name())).toList());
    var turns = new ArrayList<List<String>>();
    // When
    while (removal.step(left).isPresent()) {
      turns.add(removed.stream().sorted().toList());
      left.removeIf(object -> removed.contains(object.ref().name()));
      removed.clear();
    }
    // Then
    assertThat(turns)
        .containsExactly(
            List.of("Kustomization"),
            List.of("Bucket", "GitRepository", "OCIRepository"),
            List.of("Deployment", "Service"),
            List.of(
                "ClusterRole",
                "ClusterRoleBinding",
                "Role",
                "RoleBinding",
                "Secret",
                "ServiceAccount"));
  }

  @Test
  void the_rest_waits_while_a_kustomization_has_its_finalizer() {
    // Given
    var all =
        List.of(going(ManagedKind.Kustomization, "apps"), there(ManagedKind.GitRepository, "src"));
    // When
    var waiting = removal.step(all);
    // Then
    assertThat(removed).isEmpty();
    assertThat(waiting).hasValueSatisfying(text -> assertThat(text).contains("apps"));
  }

  @Test
  void nothing_is_waited_for_when_nothing_is_left() {
    // When
    var waiting = removal.step(List.of());
    // Then
    assertThat(waiting).isEmpty();
  }

  @Test
  void a_finalizer_has_all_of_its_time() {
    // Given
    var held = List.of(going(ManagedKind.Kustomization, "held"));
    var _ = removal.step(held);
    nanos.addAndGet(LIMIT.toNanos());
    // When
    var _ = removal.step(held);
    // Then
    assertThat(abandoned).isEmpty();
  }

  @Test
  void a_finalizer_that_takes_longer_is_given_up() {
    // Given
    var held = List.of(going(ManagedKind.Kustomization, "held"));
    var _ = removal.step(held);
    nanos.addAndGet(LIMIT.toNanos() + 1);
    // When
    var _ = removal.step(held);
    // Then
    assertThat(abandoned).containsExactly("held");
  }

  @Test
  void one_that_comes_again_under_the_same_name_has_a_time_of_its_own() {
    // Given
    var _ = removal.step(List.of(going(ManagedKind.Kustomization, "web", "former")));
    nanos.addAndGet(LIMIT.toNanos() + 1);
    // When
    var _ = removal.step(List.of(going(ManagedKind.Kustomization, "web", "next")));
    // Then
    assertThat(abandoned).isEmpty();
  }

  private static ObservedObject there(ManagedKind kind, String name) {
    return new ObservedObject(
        new ObjectRef(kind, kind.isNamespaced() ? "apps" : null, name), body(name), false);
  }

  private static ObservedObject going(ManagedKind kind, String name) {
    return going(kind, name, "uid of " + name);
  }

  private static ObservedObject going(ManagedKind kind, String name, String uid) {
    ObjectNode body = body(uid);
    body.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    return new ObservedObject(new ObjectRef(kind, "apps", name), body, false);
  }

  private static ObjectNode body(String uid) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("metadata").put("uid", uid);
    return body;
  }
}
