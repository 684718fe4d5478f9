package io.fairlead.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import java.util.Base64;

/// Seals the properties of configurations where they are written and opens them where they are
/// read. In between, in the database, on topics and in the tables of services, they stay sealed:
/// the same bytes, or the same in base64 where they are part of JSON. Each opens for its own
/// configuration alone. Thread-safe.
///
/// What was written before properties were sealed is JSON in clear text, and is read as it is.
public final class PropertiesSeal {
  private static final String KIND = "configuration.properties";

  private final Keyring keyring;

  /// With the keys of a keyring.
  public PropertiesSeal(Keyring keyring) {
    this.keyring = keyring;
  }

  /// Seals the properties of a configuration, as they are kept in the database.
  public byte[] seal(ResourceId configuration, JsonNode properties) {
    return keyring.seal(Json.write(properties), context(configuration));
  }

  /// Seals them as they travel in JSON.
  public TextNode sealToText(ResourceId configuration, JsonNode properties) {
    return text(seal(configuration, properties));
  }

  /// What the database has, as it travels in JSON: sealed here where it was not yet.
  ///
  /// @param kept as [#seal(ResourceId, JsonNode)] made it, or JSON in clear text
  public TextNode toText(ResourceId configuration, byte[] kept) {
    return text(Keyring.isSealed(kept) ? kept : keyring.seal(kept, context(configuration)));
  }

  /// What the database has, sealed with the key that seals now.
  public byte[] reseal(ResourceId configuration, byte[] kept) {
    return keyring.seal(clear(configuration, kept), context(configuration));
  }

  /// Opens what the database has.
  ///
  /// @throws NotOpenedException when it cannot be opened, or is of another configuration
  /// @throws UnreadableJsonException when it is no JSON object
  public ObjectNode open(ResourceId configuration, byte[] kept) {
    return Json.read(clear(configuration, kept), ObjectNode.class);
  }

  /// Opens what travelled in JSON.
  ///
  /// @param travelled a text, or an object in clear text, which is given back
  /// @throws NotOpenedException when it cannot be opened, or is of another configuration
  /// @throws UnreadableJsonException when it is no JSON
  public JsonNode open(ResourceId configuration, JsonNode travelled) {
    return travelled.isTextual()
        ? Json.readTree(clear(configuration, decoded(travelled.textValue())))
        : travelled;
  }

  /// What travelled in JSON, as the database has it: sealed still, without base64.
  ///
  /// @throws NotOpenedException when it is a text that is no base64
  public static byte[] kept(JsonNode travelled) {
    return travelled.isTextual() ? decoded(travelled.textValue()) : Json.write(travelled);
  }

  /// How many bytes of JSON are in what the database has.
  public static int clearLength(byte[] kept) {
    return Keyring.isSealed(kept) ? Math.max(0, kept.length - Keyring.OVERHEAD) : kept.length;
  }

  /// The keys in use.
  public Keyring keyring() {
    return keyring;
  }

  private byte[] clear(ResourceId configuration, byte[] kept) {
    return kept.length > 0 && kept[0] == '{' ? kept : keyring.open(kept, context(configuration));
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Without its cause, which quotes the text.
      throw new NotOpenedException(
          NotOpenedException.Reason.UNKNOWN_FORM, "the value is no base64");
    }
  }

  private static TextNode text(byte[] sealed) {
    return TextNode.valueOf(Base64.getEncoder().encodeToString(sealed));
  }

  private static SealContext context(ResourceId configuration) {
    return new SealContext(KIND, configuration.key());
  }
}
