package io.fairlead.api.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {
  private static final Rate SMALL = new Rate(2, 0.5);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimits limits =
      new RateLimits(
          Map.of(RequestKind.READS, SMALL, RequestKind.WRITES, SMALL, RequestKind.DELETES, SMALL),
          nanos::get,
          2);

  @Test
  void a_burst_is_allowed_and_the_next_request_is_told_when_to_come_back() {
    // Given
    assertThat(limits.take("ann", RequestKind.READS).remaining()).isEqualTo(1);
    assertThat(limits.take("ann", RequestKind.READS).remaining()).isZero();

    // When
    Allowance third = limits.take("ann", RequestKind.READS);

    // Then
    assertThat(third).isEqualTo(new Allowance(false, 0, Duration.ofSeconds(2)));
    assertThat(third.retryAfterSeconds()).isEqualTo(2);
    assertThat(limits.refused(RequestKind.READS)).isEqualTo(1);
  }

  @Test
  void who_waits_as_told_is_let_in_and_not_before() {
    // Given
    limits.take("ann", RequestKind.READS);
    limits.take("ann", RequestKind.READS);
    Duration wait = limits.take("ann", RequestKind.READS).until();
    nanos.addAndGet(wait.toNanos() - 1_000);
    assertThat(limits.take("ann", RequestKind.READS).isAllowed()).isFalse();

    // When
    nanos.addAndGet(1_000);

    // Then
    assertThat(limits.take("ann", RequestKind.READS).isAllowed()).isTrue();
  }

  @Test
  void a_bucket_fills_to_its_brim_and_no_further() {
    // Given
    limits.take("ann", RequestKind.READS);

    // When
    nanos.addAndGet(Duration.ofDays(1).toNanos());

    // Then
    assertThat(limits.take("ann", RequestKind.READS).remaining()).isEqualTo(1);
  }

  @Test
  void neither_another_kind_nor_another_caller_is_held_up() {
    // Given
    while (limits.take("ann", RequestKind.READS).isAllowed()) {
      assertThat(limits.callers()).isEqualTo(1);
    }

    // When
    Allowance written = limits.take("ann", RequestKind.WRITES);
    Allowance other = limits.take("bob", RequestKind.READS);

    // Then
    assertThat(written.isAllowed()).isTrue();
    assertThat(other.isAllowed()).isTrue();
  }

  @Test
  void of_too_many_callers_the_longest_quiet_one_is_forgotten() {
    // Given
    limits.take("ann", RequestKind.READS);
    limits.take("bob", RequestKind.READS);
    limits.take("ann", RequestKind.READS);

    // When
    limits.take("cid", RequestKind.READS);

    // Then
    assertThat(limits.callers()).isEqualTo(2);
    assertThat(limits.take("ann", RequestKind.READS).isAllowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    READS",
    "HEAD,   READS",
    "PUT,    WRITES",
    "PATCH,  WRITES",
    "POST,   WRITES",
    "BREW,   WRITES",
    "DELETE, DELETES"
  })
  void requests_are_counted_as_ARM_counts_them(String method, RequestKind kind) {
    // When, then
    assertThat(RequestKind.of(method)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1", "1, NaN", "1, 1000001"})
  void a_rate_that_lets_nobody_in_or_has_no_bound_is_refused(int burst, double perSecond) {
    // When, then
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(burst, perSecond));
  }
}
