package io.fairlead.api.schema;

import io.fairlead.api.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Collects the violations of one document, up to [#MOST]; what is over is counted only. For one
/// thread.
public final class Findings {
  /// Most violations that one answer lists.
  public static final int MOST = 100;

  private final String resourceName;
  private final List<Violation> violations = new ArrayList<>();
  private int unlisted;

  /// Nothing found yet.
  ///
  /// @param resourceName the last segment of the resource's id
  public Findings(String resourceName) {
    this.resourceName = resourceName;
  }

  /// The last segment of the resource's id.
  public String resourceName() {
    return resourceName;
  }

  /// Adds a violation.
  public void add(Violation.Kind kind, JsonPath target, String message) {
    add(kind, target, () -> message);
  }

  /// Adds a violation whose message is worth putting together only when it is listed.
  public void add(Violation.Kind kind, JsonPath target, Supplier<String> message) {
    if (violations.size() < MOST) {
      violations.add(new Violation(kind, target.text(), message.get()));
    } else {
      unlisted++;
    }
  }

  /// Whether one of the violations listed is of this property.
  public boolean has(JsonPath target) {
    return violations.stream().anyMatch(violation -> violation.target().equals(target.text()));
  }

  /// Whether nothing is wrong.
  public boolean none() {
    return violations.isEmpty();
  }

  /// What is wrong so far, in the order found.
  public Violations toViolations() {
    return new Violations(violations, unlisted);
  }
}
