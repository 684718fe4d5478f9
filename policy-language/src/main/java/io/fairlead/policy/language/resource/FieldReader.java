package io.fairlead.policy.language.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.resource.FieldSelector.Alias;
import io.fairlead.policy.language.resource.FieldSelector.Identity;
import io.fairlead.policy.language.resource.FieldSelector.Standard;
import io.fairlead.policy.language.resource.FieldSelector.Tag;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Selects what a field means in one resource. For one thread.
public final class FieldReader {
  private final ResourceView resource;
  private final int[] indexes;
  private final Fuel fuel;

  /// Reads from one resource.
  ///
  /// @param indexes the index of the member in hand, by slot; read and, by [#forEach], written
  public FieldReader(ResourceView resource, int[] indexes, Fuel fuel) {
    this.resource = resource;
    this.indexes = indexes;
    this.fuel = fuel;
  }

  /// The value of a field that is no collection; a missing node when the resource has none.
  public JsonNode value(FieldSelector field) {
    fuel.burn(1);
    return switch (field) {
      case Standard standard -> standard(standard);
      case Tag(String name) -> property(resource.top("tags"), name);
      case Identity(List<Step> steps) -> follow(steps);
      case Alias alias ->
          alias.typeKey().equals(resource.typeKey()) ? follow(alias.steps()) : Values.MISSING;
    };
  }

  /// The values of a collection, in order. A member that lacks the property counts as a missing
  /// node, a missing array has no members.
  public List<JsonNode> values(Alias field) {
    if (!field.typeKey().equals(resource.typeKey())) {
      return List.of();
    }
    List<JsonNode> found = new ArrayList<>();
    select(resource.body(), field.steps(), 0, found::add);
    return found;
  }

  /// The field as the function `field` gives it: what goes through an array as an array, even
  /// where a count has one member of it in hand; and nothing as the empty text.
  public JsonNode literal(FieldSelector field) {
    if (field instanceof Alias alias && alias.goesThroughArray()) {
      return Values.array(values(alias).stream().map(FieldReader::present).toList());
    }
    JsonNode value = value(field);
    return value.isMissingNode() ? Values.EMPTY_TEXT : value;
  }

  /// Takes each member of a counted array in hand in turn.
  ///
  /// @param withMember is run with the slots of the array filled
  public void forEach(CountedField counted, Runnable withMember) {
    Alias field = counted.field();
    if (field.typeKey().equals(resource.typeKey())) {
      enumerate(resource.body(), counted, 0, withMember);
    }
  }

  private void enumerate(JsonNode from, CountedField counted, int step, Runnable withMember) {
    fuel.burn(1);
    List<Step> steps = counted.field().steps();
    if (step == steps.size()) {
      withMember.run();
      return;
    }
    switch (steps.get(step)) {
      case Step.Property(String name) ->
          enumerate(property(from, name), counted, step + 1, withMember);
      case Step.Each(int slot) when step < counted.from() ->
          enumerate(member(from, slot), counted, step + 1, withMember);
      case Step.Each(int slot) -> {
        for (int i = 0; from.isArray() && i < from.size(); i++) {
          indexes[slot] = i;
          enumerate(from.get(i), counted, step + 1, withMember);
        }
      }
    }
  }

  private void select(JsonNode from, List<Step> steps, int step, Consumer<JsonNode> found) {
    fuel.burn(1);
    if (step == steps.size()) {
      found.accept(from);
      return;
    }
    switch (steps.get(step)) {
      case Step.Property(String name) -> select(property(from, name), steps, step + 1, found);
      case Step.Each each when each.isAll() -> {
        for (int i = 0; from.isArray() && i < from.size(); i++) {
          select(from.get(i), steps, step + 1, found);
        }
      }
      case Step.Each(int slot) -> select(member(from, slot), steps, step + 1, found);
    }
  }

  private JsonNode follow(List<Step> steps) {
    JsonNode at = resource.body();
    for (Step step : steps) {
      fuel.burn(1);
      at =
          switch (step) {
            case Step.Property(String name) -> property(at, name);
            case Step.Each(int slot) -> member(at, slot);
          };
    }
    return at;
  }

  private JsonNode standard(Standard field) {
    return switch (field) {
      case NAME, FULL_NAME -> Values.text(resource.id().name());
      case TYPE -> Values.text(resource.type());
      case ID -> Values.text(resource.id().toString());
      case LOCATION -> resource.top("location");
      case KIND -> resource.top("kind");
      case TAGS -> resource.top("tags");
    };
  }

  private JsonNode property(JsonNode object, String name) {
    JsonNode exact = object.get(name);
    if (exact != null) {
      return exact;
    }
    fuel.burn(object.size());
    JsonNode value = Values.property(object, name);
    return value == null ? Values.MISSING : value;
  }

  private JsonNode member(JsonNode array, int slot) {
    JsonNode member = array.get(indexes[slot]);
    return member == null ? Values.MISSING : member;
  }

  private static JsonNode present(JsonNode value) {
    return value.isMissingNode() ? Values.NULL : value;
  }
}
