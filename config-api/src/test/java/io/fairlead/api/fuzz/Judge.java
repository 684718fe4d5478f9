package io.fairlead.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.fuzz.Tenants.Caller;
import io.fairlead.api.schema.JsonSchemaReader;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with an answer. Immutable.
final class Judge {
  private static final Map<String, Integer> STATUSES =
      Arrays.stream(ArmErrorCode.values())
          .collect(Collectors.toMap(Enum::name, ArmErrorCode::status));

  private final Map<String, DescribedOperation> operations;
  private final JsonSchemaReader schemas;

  /// @param document the API's own
  Judge(JsonNode document) {
    operations =
        DescribedOperation.of(document).stream()
            .collect(Collectors.toMap(DescribedOperation::id, Function.identity()));
    schemas = new JsonSchemaReader(document.at("/components/schemas"));
  }

  /// All that is wrong; empty when nothing is.
  ///
  /// @param ran the operation that the request hit; `none` when it hit none
  List<String> complaints(FuzzRequest request, RawAnswer answer, String ran) {
    List<String> complaints = new ArrayList<>();
    secrecy(request, answer, complaints);
    if (answer.status() >= 500 && !(answer.status() == 501 && isError(answer))) {
      complaints.add("a fault of the server");
    }
    if (!request.proper() && answer.header("x-ms-request-id").isEmpty()) {
      if (answer.status() < 400) {
        complaints.add("what is no HTTP was taken for some");
      }
      return complaints;
    }
    if (answer.header("x-ms-request-id").isEmpty()) {
      complaints.add("no x-ms-request-id");
    }
    if (!request.method().equals("HEAD")) {
      if (answer.status() >= 400) {
        error(answer, complaints);
      } else {
        success(answer, operations.get(ran), complaints);
      }
    }
    return complaints;
  }

  /// Neither words of others, nor anything for nobody, nor a change by one who may only read.
  private static void secrecy(FuzzRequest request, RawAnswer answer, List<String> complaints) {
    String all = (answer.headers() + answer.text()).toLowerCase(Locale.ROOT);
    Caller caller = request.caller();
    if (all.contains(caller.neverTold())) {
      complaints.add("something of another tenant's");
    }
    if (caller != Caller.OWNER
        && all.contains("resourcegroups/fleet")
        && !request.says("resourcegroups/fleet")) {
      complaints.add("a resource of another tenant's by its name");
    }
    boolean done = answer.status() < 400;
    if (done && (caller == Caller.NOBODY || (caller == Caller.READER && request.writes()))) {
      complaints.add("done for one who may not");
    }
  }

  private static boolean isError(RawAnswer answer) {
    List<String> complaints = new ArrayList<>();
    error(answer, complaints);
    return complaints.isEmpty();
  }

  private static void error(RawAnswer answer, List<String> complaints) {
    JsonNode error = json(answer, complaints);
    if (error == null) {
      return;
    }
    String code = error.at("/error/code").asText();
    if (!STATUSES.containsKey(code)) {
      complaints.add("not ARM's shape of an error, or an unknown code");
    } else if (STATUSES.getOrDefault(code, 0) != answer.status()) {
      complaints.add("a code that belongs to another status");
    }
    if (error.at("/error/message").asText().isEmpty() || error.size() != 1) {
      complaints.add("an error without a message, or with more than an error");
    }
  }

  private void success(
      RawAnswer answer, @Nullable DescribedOperation operation, List<String> complaints) {
    if (operation == null) {
      complaints.add("a success of no operation");
      return;
    }
    if (!operation.answers().containsKey(answer.status())) {
      complaints.add("the document does not declare this status of " + operation.id());
      return;
    }
    String component = operation.answers().get(answer.status());
    if (component == null) {
      if (answer.body().length > 0) {
        complaints.add("a body where the document says none");
      }
      return;
    }
    JsonNode body = json(answer, complaints);
    if (body != null) {
      complaints.addAll(schemas.problems(component, body));
    }
  }

  private static @Nullable JsonNode json(RawAnswer answer, List<String> complaints) {
    if (!answer.header("content-type").equals("application/json; charset=utf-8")) {
      complaints.add("no JSON by its Content-Type");
      return null;
    }
    try {
      return Json.readTree(answer.body());
    } catch (UnreadableJsonException e) {
      complaints.add("no JSON: " + e.getMessage());
      return null;
    }
  }
}
