package io.fairlead.conformance.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.kit.Outcome;
import io.fairlead.conformance.kit.Result;
import java.util.List;

/// Tells outcomes to programs.
public final class JsonReport {
  private JsonReport() {}

  /// All results as one object with `protocol` and `checks`, in the checks' order.
  public static ObjectNode of(List<Result> results) {
    ObjectNode report = Json.object().put("protocol", "fairlead.agent.v1");
    var checks = report.putArray("checks");
    results.forEach(result -> checks.add(of(result)));
    return report;
  }

  private static ObjectNode of(Result result) {
    ObjectNode node =
        Json.object()
            .put("id", result.check().id())
            .put("section", result.check().section())
            .put("rule", result.check().rule())
            .put("millis", result.took().toMillis());
    switch (result.outcome()) {
      case Outcome.Passed _ -> node.put("outcome", "passed");
      case Outcome.NotJudged(String reason) ->
          node.put("outcome", "not judged").put("reason", reason);
      case Outcome.Failed(String expected, String actual, List<String> exchange) -> {
        node.put("outcome", "failed").put("expected", expected).put("actual", actual);
        var said = node.putArray("exchange");
        exchange.forEach(said::add);
      }
    }
    return node;
  }
}
