package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.FreeFormSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.event.PolicyState;

/// What the resources of Azure Policy have in common.
final class PolicyProperties {
  /// An object that is kept and given back exactly as it came.
  static final FreeFormSchema EXACT = FreeFormSchema.exact(PolicyState.MAX_BYTES);

  static final Property DISPLAY_NAME = Property.of("displayName", StringSchema.of(0, 256));
  static final Property DESCRIPTION = Property.of("description", StringSchema.of(0, 4_096));
  static final Property METADATA = Property.of("metadata", EXACT).says("Kept as it is.");

  /// The longest id.
  static final StringSchema ID = StringSchema.of(1, 1_024);

  /// The name of an entry of an initiative.
  static final StringSchema REFERENCE_ID = StringSchema.of(1, 128);

  static final StringSchema NAME =
      StringSchema.of(1, 64)
          .as(
              StringFormat.matching(
                  "^[^<>*%&:\\\\?+/#\\x00-\\x1f\\x7f]*[^<>*%&:\\\\?+/#. \\x00-\\x1f\\x7f]$",
                  "any text without < > * % & : \\ ? + / # and control characters, not ending"
                      + " with '.' or a space"));

  private static final StringFormat VERSION_FORMAT =
      StringFormat.matching(
          "^[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}(-[A-Za-z0-9.-]{1,64})?$",
          "a version of three numbers, such as 1.0.0");

  /// Which version a reference wants: `1.*.*` and the like.
  static final StringSchema VERSION_RANGE =
      StringSchema.of(1, 64)
          .as(
              StringFormat.matching(
                  "^[0-9]{1,9}\\.([0-9]{1,9}|\\*)\\.([0-9]{1,9}|\\*)(-[A-Za-z0-9.*-]{1,64})?$",
                  "a version whose last numbers may be '*', such as 1.*.*"));

  static final Property POLICY_TYPE =
      Property.readOnly(
              "policyType", StringSchema.oneOf("NotSpecified", "BuiltIn", "Custom", "Static"))
          .says("Always Custom, whatever was sent: there is no other here.");

  static final Property VERSION =
      Property.of("version", StringSchema.of(1, 128).as(VERSION_FORMAT)).or("1.0.0");

  static final Property VERSIONS =
      Property.readOnly("versions", ArraySchema.of(TEXT, Integer.MAX_VALUE))
          .says("The current version alone: older ones are not kept.");

  private PolicyProperties() {}

  /// The parameters that a definition or an initiative declares.
  static Property parameters() {
    return Property.of("parameters", EXACT).says("By name: type, defaultValue, allowedValues, …");
  }
}
