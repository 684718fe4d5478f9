package io.fairlead.contract.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseReasonTest {
  @Property(tries = 1000)
  void alwaysFitsAndKeepsItsCause(
      @ForAll CloseCause cause,
      @ForAll @LongRange(min = 0) long retryAfter,
      @ForAll @StringLength(max = 300) String detail) {
    // Given
    CloseReason reason = new CloseReason(cause, retryAfter, detail);
    // When
    String written = reason.write();
    // Then
    assertThat(written.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    CloseReason read = CloseReason.read(cause.code(), written);
    assertThat(read.cause()).isEqualTo(cause);
    assertThat(read.retryAfterMillis()).isEqualTo(retryAfter);
  }

  @Test
  void cutsADetailOfLongCharacters() {
    // Given
    CloseReason reason =
        new CloseReason(CloseCause.ProtocolViolation, null, "\uD83D\uDEA2".repeat(100));
    // When
    String written = reason.write();
    // Then
    assertThat(written.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    assertThat(CloseReason.read(4005, written).cause()).isEqualTo(CloseCause.ProtocolViolation);
  }

  @Property(tries = 500)
  void fallsBackToTheCodeOnAnyOtherText(@ForAll String text) {
    // When
    CloseReason read = CloseReason.read(4002, text);
    // Then
    assertThat(read).isEqualTo(new CloseReason(CloseCause.Draining));
  }

  @Test
  void takesAnUnknownCodeForALostConnection() {
    // When
    CloseReason read = CloseReason.read(4999, null);
    // Then
    assertThat(read.cause()).isEqualTo(CloseCause.ConnectionLost);
  }

  @ParameterizedTest
  @EnumSource(CloseCause.class)
  void everyCauseIsFoundByItsCode(CloseCause cause) {
    // When, Then
    assertThat(CloseCause.ofCode(cause.code())).contains(cause);
  }

  @Test
  void noTwoCausesShareACode() {
    // When, Then
    assertThat(Arrays.stream(CloseCause.values()).mapToInt(CloseCause::code))
        .doesNotHaveDuplicates();
  }
}
