package io.fairlead.engine.topology;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.json.Json;
import java.io.IOException;

/// Tells from a record of a [ConfigurationState] whether it is wanted and nobody wrote it since a
/// policy did: then it is what was asked for. Reads no further than that takes, since most records
/// of a fan-out are of that kind.
final class WrittenByPolicy {
  private WrittenByPolicy() {}

  /// @param record a whole one; false also for what cannot be read
  static boolean is(byte[] record) {
    long generation = 0;
    long written = -1;
    boolean wanted = false;
    try (JsonParser json = Json.mapper().getFactory().createParser(record)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "generation" -> generation = json.getLongValue();
          case "lifecycle" -> wanted = Lifecycle.Active.name().equals(json.getText());
          case "managedBy" -> written = generationIn(json);
          default -> json.skipChildren();
        }
      }
    } catch (IOException e) {
      return false;
    }
    return wanted && written == generation;
  }

  private static long generationIn(JsonParser managedBy) throws IOException {
    long generation = -1;
    if (managedBy.currentToken() != JsonToken.START_OBJECT) {
      managedBy.skipChildren();
      return generation;
    }
    while (managedBy.nextToken() == JsonToken.FIELD_NAME) {
      String field = managedBy.currentName();
      managedBy.nextToken();
      if (field.equals("generation")) {
        generation = managedBy.getLongValue();
      } else {
        managedBy.skipChildren();
      }
    }
    return generation;
  }
}
