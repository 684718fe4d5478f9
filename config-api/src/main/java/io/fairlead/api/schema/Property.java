package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/// A property of an object. Immutable; start with [#of] and refine.
///
/// @param name exactly as in JSON
/// @param schema what its value may be
/// @param access who may set it and when
/// @param required whether a document without it is refused
/// @param secret whether it is write-only: never stored in the clear, never returned, never
///     repeated in an error
/// @param fallback its value when left out; null for none
/// @param description one sentence for the OpenAPI document
public record Property(
    String name,
    Schema schema,
    Access access,
    boolean required,
    boolean secret,
    @Nullable Fallback fallback,
    String description) {

  /// Who may set a property and when.
  public enum Access {
    /// The client, with PUT and PATCH.
    READ_WRITE,
    /// The client, with PUT; PATCH may repeat it but not change it.
    PUT_ONLY,
    /// The client, when the resource comes into being; after that it may be repeated but not
    /// changed.
    CREATE_ONLY,
    /// The server. Ignored when a client sends it.
    READ_ONLY
  }

  /// The value of a property that was left out.
  public sealed interface Fallback {
    /// Always the same.
    ///
    /// @param value the value
    record Constant(JsonNode value) implements Fallback {}

    /// The resource's own name.
    record ResourceName() implements Fallback {}
  }

  /// An optional property that the client may set at any time.
  public static Property of(String name, Schema schema) {
    return new Property(name, schema, Access.READ_WRITE, false, false, null, "");
  }

  /// A property that only the server sets.
  public static Property readOnly(String name, Schema schema) {
    return new Property(name, schema, Access.READ_ONLY, false, false, null, "");
  }

  /// The same, required.
  public Property mandatory() {
    return new Property(name, schema, access, true, secret, fallback, description);
  }

  /// The same, fixed once the resource exists.
  public Property createOnly() {
    return new Property(name, schema, Access.CREATE_ONLY, required, secret, fallback, description);
  }

  /// The same, not open to PATCH.
  public Property putOnly() {
    return new Property(name, schema, Access.PUT_ONLY, required, secret, fallback, description);
  }

  /// The same, write-only.
  public Property hidden() {
    return new Property(name, schema, access, required, true, fallback, description);
  }

  /// The same with a default.
  public Property or(String value) {
    return or(new Fallback.Constant(JsonNodeFactory.instance.textNode(value)));
  }

  /// The same with a default.
  public Property or(int value) {
    return or(new Fallback.Constant(JsonNodeFactory.instance.numberNode(value)));
  }

  /// The same with a default.
  public Property or(boolean value) {
    return or(new Fallback.Constant(JsonNodeFactory.instance.booleanNode(value)));
  }

  /// The same with a default.
  public Property or(Fallback value) {
    return new Property(name, schema, access, required, secret, value, description);
  }

  /// The same with a sentence for the OpenAPI document.
  public Property says(String sentence) {
    return new Property(name, schema, access, required, secret, fallback, sentence);
  }
}
