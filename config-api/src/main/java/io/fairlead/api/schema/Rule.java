package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;

/// Something that concerns several properties of one object. Each rule is a small type with a name
/// of its own.
///
/// The object has defaults filled in and unknown properties left out, but a property that broke
/// its own schema is there as the client sent it: a rule looks before it reads, and says nothing
/// about a property of the wrong type.
@FunctionalInterface
public interface Rule {
  /// Reports what the object breaks. Must not change it.
  ///
  /// @param value the object
  /// @param at where it is
  /// @param findings takes the violations, and knows the resource's name
  void check(ObjectNode value, JsonPath at, Findings findings);
}
