package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;

import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;

/// `Microsoft.Resources/resourceGroups`.
public final class ResourceGroupSchema {
  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          "Microsoft.Resources/resourceGroups",
          StringSchema.of(1, 90)
              .as(
                  StringFormat.matching(
                      "^[-\\p{L}\\p{N}._()]*[-\\p{L}\\p{N}_()]$",
                      "letters, digits, '-', '_', '.' and parentheses, not ending with '.'")),
          ObjectSchema.of(
              "ResourceGroup",
              Property.readOnly("id", TEXT),
              Property.readOnly("name", TEXT),
              Property.readOnly("type", TEXT),
              Property.readOnly("etag", TEXT),
              Property.readOnly("systemData", CommonProperties.SYSTEM_DATA),
              CommonProperties.LOCATION,
              CommonProperties.TAGS,
              Property.of("managedBy", StringSchema.optional(1_024).as(Formats.ONE_LINE))
                  .says("Not offered: a request that sets it is answered 501."),
              Property.readOnly(
                  "properties",
                  ObjectSchema.of(
                      "ResourceGroupProperties", Property.readOnly("provisioningState", TEXT)))),
          64 * 1024);

  private ResourceGroupSchema() {}
}
