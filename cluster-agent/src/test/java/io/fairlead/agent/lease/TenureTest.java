package io.fairlead.agent.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenureTest {
  private static final Duration LASTS = Duration.ofSeconds(40);

  private long now = Long.MAX_VALUE - 1;
  private final Tenure tenure = new Tenure(() -> now);

  @Test
  void nothing_may_be_written_before_the_lease_is_held() {
    assertThat(tenure.isOpen()).isFalse();
  }

  @Test
  void a_renewal_lasts_from_when_its_call_began() {
    // Given
    long began = now;
    now += Duration.ofSeconds(15).toNanos();
    tenure.renewed(began);
    // When
    now = began + LASTS.toNanos() - 1;
    boolean open = tenure.isOpen();
    now++;
    // Then
    assertThat(open).isTrue();
    assertThat(tenure.isOpen()).isFalse();
  }

  @Test
  void the_next_renewal_opens_it_again() {
    // Given
    tenure.renewed(now);
    now += LASTS.toNanos();
    // When
    tenure.renewed(now);
    // Then
    assertThat(tenure.isOpen()).isTrue();
  }

  @Test
  void what_is_given_up_is_over_at_once() {
    // Given
    tenure.renewed(now);
    // When
    tenure.end();
    // Then
    assertThat(tenure.isOpen()).isFalse();
  }
}
