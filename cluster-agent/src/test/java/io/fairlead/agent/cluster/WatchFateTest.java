package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.object.ManagedKind;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class WatchFateTest {
  private static final Sight CLEAR = new Sight.Clear();
  private static final Sight PENDING = new Sight.Pending();

  private long now = Long.MAX_VALUE - 1;
  private final WatchFate fate = new WatchFate(ManagedKind.Kustomization, () -> now);

  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void a_list_that_takes_long_is_waited_for() {
    // When
    pass(Faults.LASTING);
    // Then
    assertThat(fate.sight()).isEqualTo(PENDING);
  }

  @Test
  void what_is_forbidden_for_a_moment_is_waited_for() {
    // Given
    fate.failed(answer(403, "no"));
    // When
    pass(Faults.LASTING.minusNanos(1));
    // Then
    assertThat(fate.sight()).isEqualTo(PENDING);
  }

  @Test
  void what_is_forbidden_for_long_is_named_with_the_reason() {
    // Given
    fate.failed(new CompletionException(answer(403, "ask for the right to list")));
    // When
    pass(Faults.LASTING);
    // Then
    assertThat(fate.sight())
        .isEqualTo(
            new Sight.Barred(
                "the agent may not watch kustomizations.kustomize.toolkit.fluxcd.io: ask for the"
                    + " right to list"));
  }

  @Test
  void what_fails_for_long_is_named_with_the_reason() {
    // Given
    fate.failed(answer(500, "no conversion"));
    // When
    pass(Faults.LASTING);
    // Then
    assertThat(fate.sight())
        .isEqualTo(
            new Sight.Barred(
                "the agent cannot watch kustomizations.kustomize.toolkit.fluxcd.io: no"
                    + " conversion"));
  }

  @Test
  void what_was_seen_may_be_watched_a_little_later() {
    // Given
    fate.is(true, false);
    // When
    pass(Faults.LASTING.minusNanos(1));
    // Then
    assertThat(fate.sight()).isEqualTo(CLEAR);
    assertThat(fate.isStale()).isFalse();
  }

  @Test
  void a_watch_that_breaks_off_and_comes_back_is_no_news() {
    // Given
    fate.is(true, true);
    pass(Duration.ofHours(1));
    fate.is(true, false);
    pass(Faults.LASTING.minusNanos(1));
    fate.is(true, true);
    pass(Duration.ofHours(1));
    // When
    fate.is(true, false);
    // Then
    assertThat(fate.sight()).isEqualTo(CLEAR);
  }

  @Test
  void a_watch_that_does_not_come_back_is_stale() {
    // Given
    fate.is(true, true);
    fate.is(true, false);
    // When
    pass(Faults.LASTING);
    // Then
    assertThat(fate.isStale()).isTrue();
    assertThat(fate.sight()).isEqualTo(PENDING);
  }

  @Test
  void the_next_one_after_a_stale_one_is_named_as_soon_as_it_fails() {
    // Given
    fate.is(true, true);
    fate.is(true, false);
    pass(Faults.LASTING);
    WatchFate next = fate.begunAgain();
    Sight before = next.sight();
    // When
    next.failed(answer(403, "no"));
    // Then
    assertThat(before).isEqualTo(PENDING);
    assertThat(next.sight()).isInstanceOf(Sight.Barred.class);
    assertThat(next.isStale()).isFalse();
  }

  @Test
  void what_is_in_sight_again_is_clear() {
    // Given
    fate.failed(answer(403, "no"));
    pass(Faults.LASTING);
    // When
    fate.is(true, true);
    // Then
    assertThat(fate.sight()).isEqualTo(CLEAR);
  }
}
