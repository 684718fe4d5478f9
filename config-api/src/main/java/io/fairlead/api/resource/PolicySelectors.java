package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.api.schema.Violation.Kind;

/// Which resources or which entries of an initiative are meant. The limits are Azure's.
final class PolicySelectors {
  private static final int MOST_SELECTORS = 10;
  private static final int MOST_VALUES = 50;

  private static final ArraySchema VALUES = ArraySchema.of(StringSchema.of(1, 1_024), MOST_VALUES);

  private static final ObjectSchema SELECTOR =
      ObjectSchema.of(
              "Selector",
              Property.of(
                      "kind",
                      StringSchema.oneOf(
                          "resourceLocation",
                          "resourceType",
                          "resourceWithoutLocation",
                          "policyDefinitionReferenceId"))
                  .mandatory(),
              Property.of("in", VALUES),
              Property.of("notIn", VALUES))
          .where(new OneSide());

  static final ArraySchema LIST = ArraySchema.of(SELECTOR, MOST_SELECTORS);

  static final ArraySchema RESOURCE_SELECTORS =
      ArraySchema.of(
          ObjectSchema.of(
              "ResourceSelector",
              Property.of("name", StringSchema.of(1, 128)),
              Property.of("selectors", LIST).mandatory()),
          MOST_SELECTORS);

  private PolicySelectors() {}

  /// A selector says what is in or what is not, never both.
  record OneSide() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (value.has("in") == value.has("notIn")) {
        findings.add(
            Kind.InvalidCombination, at, "'%s' must have either 'in' or 'notIn'.".formatted(at));
      }
    }
  }
}
