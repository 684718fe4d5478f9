package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.FreeFormSchema;
import io.fairlead.api.schema.IntegerSchema;
import io.fairlead.api.schema.MapSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.api.schema.Violation.Kind;
import java.util.HashSet;
import java.util.Locale;

/// What ARM resources have in common.
final class CommonProperties {
  private static final int MOST_TAGS = 50;

  static final Property DELIVERY =
      Property.readOnly(
              "delivery",
              ObjectSchema.of(
                  "Delivery",
                  Property.readOnly(
                      "state",
                      StringSchema.oneOf(
                          "NotDelivered", "Delivered", "Acknowledged", "Refused", "Reported")),
                  Property.readOnly("reason", TEXT),
                  Property.readOnly("since", TEXT),
                  Property.readOnly("generation", IntegerSchema.between(0, Long.MAX_VALUE)),
                  Property.readOnly(
                      "acknowledgedGeneration", IntegerSchema.between(0, Long.MAX_VALUE)),
                  Property.readOnly("observedGeneration", IntegerSchema.between(0, Long.MAX_VALUE)),
                  Property.readOnly("connectivityStatus", TEXT),
                  Property.readOnly("lastConnectivityTime", TEXT)))
          .says("How far the configuration has come on its way to the cluster. Beyond ARM.");

  static final ObjectSchema SYSTEM_DATA =
      ObjectSchema.of(
          "SystemData",
          Property.readOnly("createdBy", TEXT),
          Property.readOnly("createdByType", TEXT),
          Property.readOnly("createdAt", TEXT),
          Property.readOnly("lastModifiedBy", TEXT),
          Property.readOnly("lastModifiedByType", TEXT),
          Property.readOnly("lastModifiedAt", TEXT));

  static final Property TAGS =
      Property.of(
          "tags",
          MapSchema.of(
                  StringSchema.of(1, 512)
                      .as(
                          StringFormat.matching(
                              "^[^<>%&\\\\?/\\x00-\\x1f\\x7f]+$",
                              "any text without < > % & \\ ? / and control characters")),
                  StringSchema.of(0, 256),
                  MOST_TAGS)
              .where(new TagNames()));

  /// Places are the same whether written `West Europe` or `westeurope`.
  static final StringSchema PLACE =
      StringSchema.of(1, 90)
          .as(
              new StringFormat(
                  "the name of a place: letters, digits, spaces, '-', '_' and parentheses",
                  "^[A-Za-z0-9 ()_-]+$",
                  place ->
                      place.matches("[a-z0-9][a-z0-9()_-]*")
                          ? null
                          : "does not have the required form"))
          .storedAs(place -> place.replace(" ", "").toLowerCase(Locale.ROOT));

  static final Property LOCATION = Property.of("location", PLACE).mandatory().createOnly();

  private CommonProperties() {}

  /// Tag names differ in more than case.
  record TagNames() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var seen = new HashSet<String>();
      value
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                  findings.add(
                      Kind.InvalidCombination,
                      at.child(name),
                      "The tag '%s' is there twice; names are compared without regard to case."
                          .formatted(at.child(name)));
                }
              });
    }
  }

  /// A resource without a place of its own. Deployments of published templates send a `location`
  /// all the same.
  static ObjectSchema extension(String title, ObjectSchema properties) {
    return ObjectSchema.of(
        title,
        Property.readOnly("id", TEXT),
        Property.readOnly("name", TEXT),
        Property.readOnly("type", TEXT),
        Property.readOnly("etag", TEXT),
        Property.readOnly("systemData", SYSTEM_DATA),
        Property.readOnly("location", TEXT).says("Ignored."),
        Property.of("properties", properties).mandatory());
  }

  /// An object that only the server writes.
  static FreeFormSchema serverObject() {
    return FreeFormSchema.of(1024 * 1024);
  }
}
