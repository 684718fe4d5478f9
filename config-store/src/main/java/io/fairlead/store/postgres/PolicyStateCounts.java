package io.fairlead.store.postgres;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.PolicyStateSummary.OfAssignment;
import io.fairlead.store.PolicyStateSummary.OfDefinition;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows such as those of `policy_counts` as a summary.
final class PolicyStateCounts {
  private static final String OF_INITIATIVE = "*";

  private PolicyStateCounts() {}

  private record DefinitionKey(String reference, String definition, String effect)
      implements Comparable<DefinitionKey> {
    private static final Comparator<DefinitionKey> ORDER =
        Comparator.comparing(DefinitionKey::reference)
            .thenComparing(DefinitionKey::definition)
            .thenComparing(DefinitionKey::effect);

    @Override
    public int compareTo(DefinitionKey other) {
      return ORDER.compare(this, other);
    }
  }

  static PolicyStateSummary of(List<Row> rows) {
    Map<PolicyCompliance, Long> resources = new EnumMap<>(PolicyCompliance.class);
    Map<String, Assignment> assignments = new TreeMap<>();
    for (Row row : rows) {
      String assignment = row.getString("assignment_key");
      if (assignment.isEmpty()) {
        count(resources, row);
      } else {
        assignments.computeIfAbsent(assignment, _ -> new Assignment()).add(row);
      }
    }
    return new PolicyStateSummary(
        resources, assignments.values().stream().map(Assignment::toSummary).toList());
  }

  /// Where there is but one assignment, its counts are those of all.
  static PolicyStateSummary ofOneAssignment(List<Row> rows) {
    List<OfAssignment> assignments = of(rows).assignments();
    return new PolicyStateSummary(
        assignments.isEmpty() ? Map.of() : assignments.getFirst().resources(), assignments);
  }

  /// Whether these counts of one definition tell how its resources stand to each assignment: not
  /// when an initiative has the definition several times.
  static boolean areOfOneReferenceEach(List<Row> rows) {
    Map<String, String> references = new HashMap<>();
    return rows.stream()
        .allMatch(
            row -> {
              String reference = row.getString("reference_key");
              return reference.equals(
                  references.computeIfAbsent(row.getString("assignment_key"), _ -> reference));
            });
  }

  private static void count(Map<PolicyCompliance, Long> counts, Row row) {
    counts.merge(
        PolicyCompliance.valueOf(row.getString("compliance")), row.getLong("resources"), Long::sum);
  }

  private static final class Assignment {
    private @Nullable String id;
    private @Nullable String initiative;
    private final Map<PolicyCompliance, Long> worst = new EnumMap<>(PolicyCompliance.class);
    private final Map<PolicyCompliance, Long> summed = new EnumMap<>(PolicyCompliance.class);
    private final Map<DefinitionKey, Definition> definitions = new TreeMap<>();

    void add(Row row) {
      id = row.getString("assignment_id");
      String assigned = row.getString("initiative_id");
      String reference = row.getString("reference_key");
      if (reference.equals(OF_INITIATIVE)) {
        // Counts that are kept have the initiative that was assigned first.
        initiative = initiative == null ? assigned : initiative;
        count(worst, row);
        return;
      }
      initiative = assigned == null ? initiative : assigned;
      count(summed, row);
      DefinitionKey key =
          new DefinitionKey(reference, row.getString("definition_key"), row.getString("effect"));
      Definition definition =
          definitions.computeIfAbsent(
              key, _ -> new Definition(row.getString("definition_id"), row.getString("reference")));
      count(definition.resources, row);
    }

    OfAssignment toSummary() {
      return new OfAssignment(
          PolicyId.parse(Objects.requireNonNull(id)),
          initiative == null ? null : PolicyId.parse(initiative),
          // One of an initiative's definitions by itself has but one state of a resource.
          initiative == null || worst.isEmpty() ? summed : worst,
          definitions.entrySet().stream()
              .map(
                  entry ->
                      new OfDefinition(
                          PolicyId.parse(entry.getValue().id),
                          entry.getValue().reference,
                          entry.getKey().effect(),
                          entry.getValue().resources))
              .toList());
    }
  }

  private static final class Definition {
    private final String id;
    private final String reference;
    private final Map<PolicyCompliance, Long> resources = new EnumMap<>(PolicyCompliance.class);

    Definition(String id, String reference) {
      this.id = id;
      this.reference = reference;
    }
  }
}
