package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/// What must hold for the definitions that an initiative names, `policyDefinitions[]`. That they
/// exist is for the handler to find out.
final class PolicyReferences {
  static final String LIST = "policyDefinitions";
  private static final String REFERENCE_ID = "policyDefinitionReferenceId";

  private PolicyReferences() {}

  private static String lower(JsonNode text) {
    return text.asText("").toLowerCase(Locale.ROOT);
  }

  /// An initiative is of something.
  record AtLeastOne() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      JsonNode list = value.path(LIST);
      if (list.isArray() && list.isEmpty()) {
        JsonPath path = at.child(LIST);
        findings.add(
            Kind.OutOfRange, path, "'%s' must name at least one definition.".formatted(path));
      }
    }
  }

  /// No name of an entry is there twice.
  record UniqueIds() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      Set<String> seen = new HashSet<>();
      JsonNode list = value.path(LIST);
      for (int i = 0; i < list.size(); i++) {
        JsonNode id = list.get(i).path(REFERENCE_ID);
        if (id.isTextual() && !seen.add(lower(id))) {
          JsonPath path = at.child(LIST).at(i).child(REFERENCE_ID);
          findings.add(
              Kind.InvalidCombination,
              path,
              "'%s' is there twice; it must be unique without regard to case.".formatted(path));
        }
      }
    }
  }

  /// Entries are in groups that there are.
  record KnownGroups() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      Set<String> known = new HashSet<>();
      JsonNode groups = value.path("policyDefinitionGroups");
      for (int i = 0; i < groups.size(); i++) {
        if (!known.add(lower(groups.get(i).path("name")))) {
          JsonPath path = at.child("policyDefinitionGroups").at(i).child("name");
          findings.add(
              Kind.InvalidCombination, path, "The group '%s' is there twice.".formatted(path));
        }
      }
      JsonNode list = value.path(LIST);
      for (int i = 0; i < list.size(); i++) {
        JsonNode names = list.get(i).path("groupNames");
        for (int j = 0; j < names.size(); j++) {
          if (!known.contains(lower(names.get(j)))) {
            JsonPath path = at.child(LIST).at(i).child("groupNames").at(j);
            findings.add(
                Kind.InvalidCombination,
                path,
                "'%s' is none of the groups in 'policyDefinitionGroups'.".formatted(path));
          }
        }
      }
    }
  }

  /// Names the entries without a name: always the same for the same definitions in the same order,
  /// so that sending an initiative again changes nothing.
  static void nameAll(ObjectNode properties) {
    Set<String> taken = new HashSet<>();
    JsonNode list = properties.path(LIST);
    list.forEach(entry -> taken.add(lower(entry.path(REFERENCE_ID))));
    for (JsonNode entry : list) {
      if (entry instanceof ObjectNode reference && !reference.has(REFERENCE_ID)) {
        String id;
        int attempt = 0;
        do {
          id = number(lower(reference.path("policyDefinitionId")) + "#" + attempt++);
        } while (!taken.add(id));
        // In its place in the schema: the order is kept, and is part of what may change.
        ObjectNode rest = reference.deepCopy();
        reference.removeAll();
        reference.put(REFERENCE_ID, id).setAll(rest);
      }
    }
  }

  /// A number of up to 20 digits, as Azure makes them.
  private static String number(String text) {
    UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    return Long.toUnsignedString(hash.getMostSignificantBits());
  }
}
