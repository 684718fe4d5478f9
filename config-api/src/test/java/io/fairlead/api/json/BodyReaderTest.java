package io.fairlead.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  @Test
  void readsAnObjectOfEveryKindOfValue() throws Exception {
    // Given
    var text = "{\"a\":[1,-2,9223372036854775807,0.5,true,false,null,\"ü😀\"],\"b\":{}}";

    // When
    var parsed = read(text);

    // Then
    assertThat(parsed)
        .isEqualTo(new ParsedBody.Parsed(new JsonMapper().readValue(text, ObjectNode.class)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``            | empty",
        "`  `          | empty",
        "[]            | must be a JSON object",
        "null          | must be a JSON object",
        "7             | must be a JSON object",
        "{             | ends before",
        "{\"a\":1}}    | not valid JSON",
        "{} {}         | nothing after it",
        "{\"a\":1,\"a\":2} | 'a' appears more than once",
        "{\"a\":{\"b\":1,\"b\":2}} | 'a.b' appears more than once",
        "{a:1}         | not valid JSON",
        "{\"a\":01}    | not valid JSON",
        "{\"a\":NaN}   | not valid JSON",
        "{\"a\":1} //x | not valid JSON",
        "{\"a\":9223372036854775808}  | 'a' is out of range",
        "{\"a\":-9223372036854775809} | 'a' is out of range",
        "{\"a\":1e19}  | 'a' is out of range",
        "{\"a\":1e999999999} | out of range",
        "{\"a\":100e2147483647} | 'a' is out of range",
        "{\"a\":[{\"b\":-100e2147483647}]} | 'a[0].b' is out of range",
        "{\"a\":10e2147483648} | 'a' is out of range",
        "{\"a\":1e99999999999999999999} | 'a' is out of range",
        "{\"a\":100e-2147483649} | 'a' is out of range",
        "{\"a\":1e-2147483647} | out of range",
        "{\"a\":12345678901234567890.5} | 'a' is out of range",
        "{\"a\":0.1e-999} | out of range",
        "{\"a\":\"x\\u0000y\"} | 'a' has a NUL",
        "{\"a\\u0000\":1} | has a NUL",
        "{\"a\":\"\\ud800\"} | half of a surrogate pair",
        "{\"a\":\"\\udc00\\ud800\"} | half of a surrogate pair"
      })
  void refusesWhatCannotBeStored(String text, String reason) {
    // When
    var parsed = read(text == null ? "" : text);

    // Then
    assertThat(parsed)
        .isInstanceOfSatisfying(
            ParsedBody.Refused.class,
            refused -> {
              assertThat(refused.error().code()).isEqualTo(ArmErrorCode.InvalidRequestContent);
              assertThat(refused.error().message()).contains(reason);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 34, 1000, 100_000})
  void refusesDeepNesting(int depth) {
    // When
    var parsed = read("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}");

    // Then
    assertThat(parsed).isInstanceOf(ParsedBody.Refused.class);
  }

  @Test
  void readsTheDeepestNestingAllowed() {
    // When
    var parsed = read("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}");

    // Then
    assertThat(parsed).isInstanceOf(ParsedBody.Parsed.class);
  }

  @Test
  void refusesMorePropertiesAndElementsThanAllowed() {
    // Given
    var elements = "{\"a\":[" + "0,".repeat(19_999) + "0]}";
    var properties =
        IntStream.range(0, 20_001)
            .mapToObj(i -> "\"%d\":[]".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));

    // When
    var refused = List.of(read(elements), read(properties));

    // Then
    assertThat(refused)
        .allSatisfy(
            parsed ->
                assertThat(parsed)
                    .isInstanceOfSatisfying(
                        ParsedBody.Refused.class,
                        r -> {
                          assertThat(r.error().code())
                              .isEqualTo(ArmErrorCode.InvalidRequestContent);
                          assertThat(r.error().message())
                              .contains("20000 properties and array elements");
                        }));
  }

  @Test
  void readsAsManyPropertiesAndElementsAsAllowed() {
    // When
    var parsed = read("{\"a\":[" + "0,".repeat(19_998) + "0]}");

    // Then
    assertThat(parsed).isInstanceOf(ParsedBody.Parsed.class);
  }

  @Test
  void refusesABodyOverTheLimit() {
    // Given
    var body = ("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);

    // When
    var parsed = BodyReader.STANDARD.read(body);

    // Then
    assertThat(parsed)
        .isInstanceOfSatisfying(
            ParsedBody.Refused.class,
            refused -> assertThat(refused.error().status()).isEqualTo(413));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    // Given
    var overlong = new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};
    var utf16 = "{}".getBytes(StandardCharsets.UTF_16);

    // When
    var first = BodyReader.STANDARD.read(overlong);
    var second = BodyReader.STANDARD.read(utf16);

    // Then
    assertThat(first).isInstanceOf(ParsedBody.Refused.class);
    assertThat(second).isInstanceOf(ParsedBody.Refused.class);
  }

  @Test
  void overlooksAByteOrderMark() {
    // When
    var parsed = read("\uFEFF{}");

    // Then
    assertThat(parsed).isInstanceOf(ParsedBody.Parsed.class);
  }

  @Test
  void readsWholeNumbersHoweverTheyAreWritten() {
    // When
    var parsed = read("{\"a\":1.0,\"b\":6e2,\"c\":-0.0,\"d\":-0e2147483647,\"e\":0.0e-2147483646}");

    // Then
    assertThat(((ParsedBody.Parsed) parsed).root().toString())
        .isEqualTo("{\"a\":1,\"b\":600,\"c\":0,\"d\":0,\"e\":0}");
  }

  @Test
  void neverRepeatsTheBodyInAnError() {
    // When
    var parsed = read("{\"key\": s3cr3t}");

    // Then
    assertThat(parsed.toString()).doesNotContain("s3cr3t");
  }

  @Property
  void neverThrowsForAnyBytes(@ForAll byte[] bytes) {
    // When
    var parsed = BodyReader.STANDARD.read(bytes);

    // Then
    assertThat(parsed).isNotNull();
  }

  @Property
  void neverThrowsForWhatLooksLikeJson(@ForAll("jsonLike") String text) {
    // When
    var parsed = read(text);

    // Then
    assertThat(parsed).isNotNull();
  }

  @Property
  void readsBackWhatItWrites(@ForAll("jsonLike") String text) throws JsonProcessingException {
    // Given
    var first = read("{\"a\":" + text + "}");

    // When
    var again =
        first instanceof ParsedBody.Parsed parsed ? read(CanonicalJson.text(parsed.root())) : first;

    // Then
    assertThat(again).isEqualTo(first);
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"",
            "\\u0000",
            "\\",
            "1",
            "-0.5",
            "1e300",
            "true",
            "null",
            " ",
            "[1,2]",
            "{\"b\":3}",
            "\"\\ud83d\\ude00\"")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private static ParsedBody read(String text) {
    return BodyReader.STANDARD.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
