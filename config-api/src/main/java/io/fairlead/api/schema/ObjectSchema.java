package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An object of known properties; any other property is refused.
///
/// @param title name of the component in the OpenAPI document
/// @param properties in the order in which they are checked and written
/// @param rules that concern several properties; run once all of them are checked
/// @param completion fills in what only follows from several properties; runs after the rules, on
///     an object that may be invalid, and must change nothing when run again
/// @param replacedWhole whether a patch replaces the object instead of merging into it
public record ObjectSchema(
    String title,
    List<Property> properties,
    List<Rule> rules,
    Consumer<ObjectNode> completion,
    boolean replacedWhole)
    implements Schema {

  /// Copies the lists.
  public ObjectSchema {
    properties = List.copyOf(properties);
    rules = List.copyOf(rules);
  }

  /// An object of these properties without rules.
  public static ObjectSchema of(String title, Property... properties) {
    return new ObjectSchema(title, List.of(properties), List.of(), _ -> {}, false);
  }

  /// The same with rules.
  public ObjectSchema where(Rule... more) {
    return new ObjectSchema(title, properties, List.of(more), completion, replacedWhole);
  }

  /// The same with a completion.
  public ObjectSchema completedBy(Consumer<ObjectNode> how) {
    return new ObjectSchema(title, properties, rules, how, replacedWhole);
  }

  /// The same, but a patch that gives a member a value replaces it whole: for objects that are one
  /// value with several spellings.
  public ObjectSchema patchedAsOne() {
    return new ObjectSchema(title, properties, rules, completion, true);
  }

  /// The property of this name, exactly as spelt.
  public Optional<Property> property(String name) {
    for (Property property : properties) {
      if (property.name().equals(name)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }
}
