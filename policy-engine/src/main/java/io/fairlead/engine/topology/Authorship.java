package io.fairlead.engine.topology;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.json.Json;
import java.io.IOException;

/// What policies have to do with a record of a [io.fairlead.contract.event.ConfigurationState].
enum Authorship {
  /// It is wanted, and nobody wrote it since a policy did: then it is what was asked for.
  POLICY,
  /// A policy wrote it once; or it cannot be told.
  PERHAPS,
  /// No policy ever did.
  NO_POLICY;

  /// Reads no further than it takes, since most records of a fan-out are written by a policy.
  ///
  /// @param record a whole one
  static Authorship of(byte[] record) {
    long generation = 0;
    long written = -1;
    boolean wanted = false;
    boolean managed = false;
    try (JsonParser json = Json.mapper().getFactory().createParser(record)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return PERHAPS;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "generation" -> generation = json.getLongValue();
          case "lifecycle" -> wanted = Lifecycle.Active.name().equals(json.getText());
          case "managedBy" -> {
            managed = json.currentToken() != JsonToken.VALUE_NULL;
            written = generationIn(json);
          }
          default -> json.skipChildren();
        }
      }
    } catch (IOException _) {
      return PERHAPS;
    }
    if (!managed) {
      return NO_POLICY;
    }
    return wanted && written == generation ? POLICY : PERHAPS;
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
