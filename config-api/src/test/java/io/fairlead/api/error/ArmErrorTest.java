package io.fairlead.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArmErrorTest {
  @Test
  void hasArmsShape() {
    // Given
    var error =
        new ArmError(
                ArmErrorCode.ValidationFailed,
                "two things",
                "properties.a",
                List.of(new ArmError.Detail("WrongType", "one thing", "properties.a")),
                List.of())
            .with(
                new ArmError.AdditionalInfo("Etag", JsonNodeFactory.instance.textNode("\"u-1\"")));

    // When
    var json = error.toJson();

    // Then
    assertThat(json.toString())
        .isEqualTo(
            "{\"error\":{\"code\":\"ValidationFailed\",\"message\":\"two things\",\"target\":\"properties.a\","
                + "\"details\":[{\"code\":\"WrongType\",\"message\":\"one thing\",\"target\":\"properties.a\"}],"
                + "\"additionalInfo\":[{\"type\":\"Etag\",\"info\":\"\\\"u-1\\\"\"}]}}");
    assertThat(error.status()).isEqualTo(400);
  }

  @Test
  void leavesOutWhatIsEmpty() {
    // When
    var json = ArmError.of(ArmErrorCode.ResourceNotFound, "none").toJson();

    // Then
    assertThat(json.toString())
        .isEqualTo("{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"none\"}}");
  }
}
