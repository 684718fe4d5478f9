package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ReportOrder;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.engine.sample.Samples;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.streams.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KeptTest {
  private static final Said SAID = new Said(new Digest(Long.MIN_VALUE, 2), 7);
  private static final Asked ASKED = new Asked(new Digest(-1, 2), Samples.NOW.plusNanos(3));
  private static final List<HeardEntry> HEARD =
      List.of(
          HeardEntry.NOTHING,
          new HeardEntry(
              7,
              new ReportOrder(7, 2, 9),
              new Heard(5, 4, "zu groß", 5, Compliance.NonCompliant, "", Samples.NOW)),
          new HeardEntry(
              7,
              ReportOrder.NEVER,
              new Heard(5, 0, null, 0, Compliance.Unknown, "a message", Samples.NOW)));

  @Test
  void whatIsKeptIsReadAsItWas() {
    assertThat(Said.read(SAID.toBytes())).isEqualTo(SAID);
    assertThat(Asked.read(ASKED.toBytes())).isEqualTo(ASKED);
    assertThat(HEARD)
        .allSatisfy(each -> assertThat(HeardEntry.read(each.toBytes())).isEqualTo(each));
  }

  @Test
  void whatAnEarlierVersionHeardIsKnown() {
    assertThat(HEARD)
        .allSatisfy(each -> assertThat(HeardEntry.read(Json.write(each))).isEqualTo(each));
  }

  @Test
  void whatAnEarlierVersionSaidIsKnownToBeSaidAndEqualsNothing() {
    // When
    Said said = Said.read(json("{\"digest\":\"q83vEjRWeJCrze8SNFZ4kA\",\"epoch\":7}"));

    // Then
    assertThat(said).isEqualTo(new Said(Digest.NONE, 7));
  }

  @Test
  void whatAnEarlierVersionAskedIsAskedOnceMore() {
    // When
    Asked asked =
        Asked.read(json("{\"digest\":\"q83vEjRWeJCrze8SNFZ4kA\",\"at\":\"2026-11-28T12:00:00Z\"}"));

    // Then
    assertThat(asked.at()).isEqualTo(Samples.NOW);
    assertThat(asked.covers(new Asked(new Digest(1, 2), Samples.NOW))).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoneIsRefused() {
    return Stream.of(
            refusals("said", SAID.toBytes(), Said::read),
            refusals("asked", ASKED.toBytes(), Asked::read),
            refusals("heard", HEARD.get(1).toBytes(), HeardEntry::read))
        .flatMap(tests -> tests);
  }

  private static Stream<DynamicTest> refusals(
      String name, byte[] kept, Function<byte[], Object> reading) {
    byte[] otherForm = kept.clone();
    otherForm[0] = 2;
    return Stream.of(
        DynamicTest.dynamicTest(name + " of another form", () -> refused(reading, otherForm)),
        DynamicTest.dynamicTest(
            name + " cut short",
            () -> {
              for (int length = 0; length < kept.length; length++) {
                refused(reading, Arrays.copyOf(kept, length));
              }
            }),
        DynamicTest.dynamicTest(
            name + " with more behind",
            () -> refused(reading, Arrays.copyOf(kept, kept.length + 1))),
        DynamicTest.dynamicTest(
            name + " of JSON that is none",
            () ->
                assertThatThrownBy(() -> reading.apply(json("{\"epoch\":")))
                    .isInstanceOf(UnreadableJsonException.class)));
  }

  private static void refused(Function<byte[], Object> reading, byte[] bytes) {
    assertThatThrownBy(() -> reading.apply(bytes)).isInstanceOf(UnreadableRecordException.class);
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
