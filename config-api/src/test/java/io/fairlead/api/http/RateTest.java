package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.rate.Rate;
import io.fairlead.api.support.ApiSettings;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.api.support.TestTokens;
import org.junit.jupiter.api.Test;

final class RateTest {
  private static final String READS = "x-ms-ratelimit-remaining-subscription-reads";

  /// So slow that no test sees a second one.
  private static final ApiSettings TWO = ApiSettings.DEFAULT.rate(new Rate(2, 0.001));

  private final FakeDatabase database = new FakeDatabase();

  @Test
  void everyAnswerSaysHowManyRequestsOfItsKindAreLeft() {
    try (var api = ApiUnderTest.over(database, TWO)) {
      // When
      Reply first = api.get(CLUSTER);
      Reply second = api.get(CLUSTER);

      // Then
      assertThat(first.header(READS)).contains("1");
      assertThat(second.header(READS)).contains("0");
      assertThat(second.header("x-ms-ratelimit-remaining-subscription-writes")).isEmpty();
    }
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBackInArmsShape() {
    try (var api = ApiUnderTest.over(database, TWO)) {
      // Given
      api.get(CLUSTER);
      api.get(CLUSTER);

      // When
      Reply third = api.get(CLUSTER);

      // Then
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.code()).isEqualTo("TooManyRequests");
      assertThat(third.header(READS)).contains("0");
      assertThat(third.header("Retry-After").map(Integer::valueOf))
          .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(900, 1000));
    }
  }

  @Test
  void whatNamesNoSubscriptionIsCountedForTheTenant() {
    try (var api = ApiUnderTest.over(database, TWO)) {
      // When
      Reply reply = api.get("/subscriptions?api-version=2021-04-01");

      // Then
      assertThat(reply.header("x-ms-ratelimit-remaining-tenant-reads")).contains("1");
      assertThat(reply.header(READS)).isEmpty();
    }
  }

  @Test
  void aWriteIsRefusedBeforeItsBodyIsLookedAt() {
    try (var api = ApiUnderTest.over(database, TWO)) {
      // Given
      api.put(CLUSTER, "{}");
      api.put(CLUSTER, "{}");

      // When
      Reply refused = api.put(CLUSTER, "no JSON at all");

      // Then
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("x-ms-ratelimit-remaining-subscription-writes")).contains("0");
    }
  }

  @Test
  void allTokensOfOnePrincipalCountTogetherAndAnotherPrincipalIsNotHeldUp() {
    try (var api = ApiUnderTest.over(database, TWO)) {
      // Given
      api.call("GET", CLUSTER).as(reader("ann")).send();
      api.call("GET", CLUSTER).as(reader("ann")).send();

      // When
      Reply more = api.call("GET", CLUSTER).as(reader("ann")).send();
      Reply other = api.call("GET", CLUSTER).as(reader("bob")).send();

      // Then
      assertThat(more.status()).isEqualTo(429);
      assertThat(other.status()).isEqualTo(404);
      assertThat(other.header(READS)).contains("1");
    }
  }

  @Test
  void whoMayNotIsCountedToo() {
    try (var api = ApiUnderTest.over(database, TWO)) {
      // When
      Reply hidden = api.call("GET", CLUSTER).as(TestTokens.sign(TestTokens.claims("eve"))).send();

      // Then
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(hidden.header(READS)).contains("1");
    }
  }

  @Test
  void nobodyIsCountedWhoHasNotSignedIn() {
    try (var api = ApiUnderTest.over(database, TWO)) {
      // When
      Reply refused = api.call("GET", CLUSTER).header("Authorization", "").send();

      // Then
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header(READS)).isEmpty();
    }
  }

  private static String reader(String principal) {
    return TestTokens.sign(TestTokens.claims(principal, "Reader", "/"));
  }
}
