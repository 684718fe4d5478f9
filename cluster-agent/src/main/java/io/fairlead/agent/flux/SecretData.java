package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.contract.flux.ClusterNames;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What goes into one secret. Flux's controllers read the secret whenever they reconcile, so a
/// change needs nothing else to be seen. Mutable: it belongs to the method that fills it.
final class SecretData {
  /// What a secret is for.
  enum Purpose {
    /// To log in to the source.
    AUTH("-auth"),
    /// The certificates of a connection.
    TLS("-tls"),
    /// What signatures are verified with.
    VERIFY("-verify");

    private final String suffix;

    Purpose(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  private static final int LARGEST = 1024 * 1024;

  private final Purpose purpose;
  private final Map<String, byte[]> values = new TreeMap<>();

  SecretData(Purpose purpose) {
    this.purpose = purpose;
  }

  /// Adds a value; nothing when it is null.
  SecretData put(String key, @Nullable String value) {
    return put(key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  SecretData put(String key, byte @Nullable [] value) {
    if (value != null) {
      values.put(key, value);
    }
    return this;
  }

  /// Adds a value whose key the user chose.
  ///
  /// @param path of the property, for the message
  SecretData putNamed(String key, String path, byte @Nullable [] value) {
    if (!ClusterNames.SECRET_KEY.matcher(key).matches()) {
      throw new InvalidConfigurationException(
          ("'%s' cannot be a key of a secret: at most 253 letters, digits, '-', '_' and '.' are"
                  + " allowed there.")
              .formatted(path));
    }
    return put(key, value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /// @throws InvalidConfigurationException when it is larger than a cluster allows
  DesiredObject object(Names names) {
    long size = values.values().stream().mapToLong(value -> value.length).sum();
    if (size > LARGEST) {
      throw new InvalidConfigurationException(
          "%s would hold %d bytes; a secret can hold %d at most."
              .formatted(names.secret(purpose), size, LARGEST));
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "Opaque");
    ObjectNode data = body.putObject("data");
    values.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
    return new DesiredObject(names.secret(purpose), body);
  }
}
