package io.fairlead.store.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.fairlead.contract.json.Json;
import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is published is what comes of reading the text and writing it again, byte for byte.
class JsonbTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\": 1, \"b\": [1, -2, {\"c\": null}], \"d\": true, \"e\": false}",
        "{\"a, b: c\": \"d,  e: {f} [g] 1.5\", \"\": \"\"}",
        "{\"a\": \"\\\" , \\\\\", \"b\": \"\\\\\"}",
        "{\"a\": \"\\b\\f\\n\\r\\t /\"}",
        "{\"a\": \"ä \u20ac \u007f \u2028\"}",
        "{\"a\": 0, \"b\": 123456789012345678, \"c\": -12345678901234567}"
      })
  void whatIsWrittenTheSameIsNotRead(String jsonb) throws JsonProcessingException {
    // When
    JsonNode node = JsonbText.written(jsonb);

    // Then
    assertThat(node.getNodeType()).isEqualTo(JsonNodeType.POJO);
    assertThat(Json.write(node)).isEqualTo(again(jsonb));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 0.10}",
        "{\"a\": [1, 0.00000010]}",
        "{\"a\": 0.1234567890123456789012345}",
        "{\"a\": -123456789012345679012345678901234567890}",
        "{\"a\": \"\\u001f\", \"b\": \"\\\\u001f\"}",
        "{\"a\": \"\\u007f\"}",
        "{\"a\": \"\ud83d\ude80\"}",
        "{\"a\": -9223372036854775808}",
        "1.50",
        "\"\\u0001\""
      })
  void whatWouldBeWrittenOtherwiseIsRead(String jsonb) throws JsonProcessingException {
    // When
    JsonNode node = JsonbText.written(jsonb);

    // Then
    assertThat(node.getNodeType()).isNotEqualTo(JsonNodeType.POJO);
    assertThat(Json.write(node)).isEqualTo(again(jsonb));
  }

  @Test
  void aLongStringIsTheSame() throws JsonProcessingException {
    // Given
    String jsonb = "{\"a\": \"" + "x, ".repeat(40_000) + "\"}";

    // When
    JsonNode node = JsonbText.written(jsonb);

    // Then
    assertThat(Json.write(node)).isEqualTo(again(jsonb));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": \"b", "{\"a\": \"b\\", "{\"a\": .5}"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonbText.written(text)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void whatIsTooDeepIsRefused() {
    // Given
    int depth = Json.MAX_DEPTH + 1;

    // When / Then
    assertThatThrownBy(() -> JsonbText.written("[".repeat(depth) + "]".repeat(depth)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void whatIsTooLongForANumberOrANameIsRefused() {
    assertThatThrownBy(() -> JsonbText.written("[" + "9".repeat(1001) + "]"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> JsonbText.written("{\"" + "n".repeat(50_001) + "\": 1}"))
        .isInstanceOf(JsonProcessingException.class);
  }

  /// By PostgreSQL itself: escapes, names that repeat, exponents, fractions, large numbers.
  @Tag("process")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":2,\"b\":3}",
        "{\"a\":1e400}",
        "{\"a\":1E5,\"b\":-0,\"c\":-0.0,\"d\":1.0E-7,\"e\":0.10,\"f\":100e-2}",
        "{\"a\":123456789012345678901234567890}",
        "{\"\\u0041\\u00e4\":\"\\u20ac\\ud83d\\ude80\\/\\u001f\\u007f\\u2028\\n\\\"\\\\\"}",
        " [ 1 , { \"a\" : [ ] } , \" , \" ] ",
        "{\"z\":{\"yy\":{\"x\":[true,false,null,\"\"]}},\"aaa\":[[[]]]}"
      })
  void isTheSameForWhatPostgresMakesOfIt(String json) throws SQLException, JsonProcessingException {
    // Given
    String jsonb = jsonb(json);

    // When
    JsonNode node = JsonbText.written(jsonb);

    // Then
    assertThat(Json.write(node)).isEqualTo(again(jsonb));
  }

  private static String jsonb(String json) throws SQLException {
    Database database = Backing.shared().newDatabase();
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement("select cast(cast(? as text) as jsonb)::text")) {
      statement.setString(1, json);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getString(1);
      }
    }
  }

  private static byte[] again(String json) {
    return Json.write(Json.readTree(json.getBytes(UTF_8)));
  }
}
