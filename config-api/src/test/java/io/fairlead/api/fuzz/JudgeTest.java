package io.fairlead.api.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.fuzz.Tenants.Caller;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.FakeDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A judge that finds nothing proves nothing.
final class JudgeTest {
  private static final String RAN = "ResourceGroups_Get";
  private static final String GROUP =
      "{\"id\": \"/x\", \"location\": \"westeurope\", \"properties\": {}}";
  private static final String ERROR = "{\"error\": {\"code\": \"%s\", \"message\": \"No.\"}}";

  private final Judge judge = new Judge(document());

  private static JsonNode document() {
    try (var api = ApiUnderTest.over(new FakeDatabase())) {
      return api.call("GET", "/openapi").version("").header("Authorization", "none").send().json();
    }
  }

  private List<String> complaints(Caller caller, String method, int status, String body) {
    return complaints(caller, method, status, body, RAN);
  }

  private List<String> complaints(
      Caller caller, String method, int status, String body, String ran) {
    var request = new FuzzRequest(1, caller, "any", method, "/x", List.of(), new byte[0], true);
    var headers = Map.of("x-ms-request-id", "1", "content-type", "application/json; charset=utf-8");
    return judge.complaints(request, new RawAnswer(status, headers, body.getBytes(UTF_8)), ran);
  }

  @Test
  void whatTheDocumentSaysIsFine() {
    assertThat(complaints(Caller.OWNER, "GET", 200, GROUP)).isEmpty();
    assertThat(complaints(Caller.NOBODY, "PUT", 404, ERROR.formatted("NotFound"))).isEmpty();
    assertThat(complaints(Caller.OWNER, "PUT", 501, ERROR.formatted("NotImplemented"))).isEmpty();
  }

  @Test
  void faultsOfTheServerAreNoticed() {
    assertThat(complaints(Caller.OWNER, "GET", 500, ERROR.formatted("InternalServerError")))
        .isNotEmpty();
    assertThat(complaints(Caller.OWNER, "GET", 501, "not implemented")).isNotEmpty();
  }

  @Test
  void errorsInAnotherShapeAreNoticed() {
    for (String body :
        List.of(
            "",
            "Bad Request",
            "{\"code\": \"NotFound\", \"message\": \"No.\"}",
            ERROR.formatted("Unheard"),
            ERROR.formatted("Conflict"),
            "{\"error\": {\"code\": \"NotFound\"}}")) {
      assertThat(complaints(Caller.OWNER, "GET", 404, body)).as(body).isNotEmpty();
    }
  }

  @Test
  void whatTheDocumentDoesNotSayIsNoticed() {
    assertThat(complaints(Caller.OWNER, "GET", 202, GROUP)).as("status").isNotEmpty();
    assertThat(complaints(Caller.OWNER, "GET", 200, "")).as("no body").isNotEmpty();
    assertThat(complaints(Caller.OWNER, "GET", 200, "{\"id\": 5}")).as("type").isNotEmpty();
    assertThat(complaints(Caller.OWNER, "GET", 200, GROUP, "none")).as("nothing").isNotEmpty();
  }

  @Test
  void whatIsNotTheirsIsNoticed() {
    String told = GROUP.replace("/x", "/subscriptions/1/resourceGroups/fleet");
    String error = ERROR.formatted("NotFound");

    assertThat(complaints(Caller.READER, "GET", 200, told)).as("a name").isNotEmpty();
    for (Caller caller : Caller.values()) {
      assertThat(complaints(caller, "GET", 404, error.replace("No.", caller.neverTold())))
          .as("a word, by %s", caller)
          .isNotEmpty();
    }
    assertThat(complaints(Caller.NOBODY, "GET", 200, GROUP)).as("nobody").isNotEmpty();
    assertThat(complaints(Caller.READER, "PUT", 200, GROUP)).as("a reader's write").isNotEmpty();
  }
}
