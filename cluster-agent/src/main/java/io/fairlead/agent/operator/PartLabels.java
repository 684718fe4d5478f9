package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The labels of one part of an operator, by which it is selected too. No two parts in a namespace
/// have the same.
///
/// @param instance the operator's name
/// @param name the part's, such as `flux`
record PartLabels(String instance, String name) {
  ObjectNode render() {
    return JsonNodeFactory.instance.objectNode().put("instanceName", instance).put("name", name);
  }
}
