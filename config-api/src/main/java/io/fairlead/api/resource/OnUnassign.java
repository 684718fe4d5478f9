package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;

/// What becomes of an assignment's configurations when it ends: `metadata.fairlead.onUnassign` is
/// `keep` or `remove`, in lower case.
record OnUnassign() implements Rule {
  @Override
  public void check(ObjectNode value, JsonPath at, Findings findings) {
    JsonNode own = value.path("metadata").path("fairlead");
    JsonPath path = at.child("metadata").child("fairlead");
    if (!own.isMissingNode() && !own.isObject()) {
      findings.add(Kind.WrongType, path, "'%s' must be an object.".formatted(path));
      return;
    }
    JsonNode what = own.path("onUnassign");
    if (!what.isMissingNode() && !what.asText().equals("keep") && !what.asText().equals("remove")) {
      JsonPath on = path.child("onUnassign");
      findings.add(Kind.InvalidValue, on, "'%s' must be 'keep' or 'remove'.".formatted(on));
    }
  }
}
