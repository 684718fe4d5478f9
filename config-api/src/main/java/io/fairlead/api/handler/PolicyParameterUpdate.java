package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.policy.language.definition.ParameterDeclaration;
import io.fairlead.policy.language.definition.Parameters;
import java.util.ArrayList;
import java.util.List;

/// How the parameters of a definition or an initiative may change: what was assigned with the old
/// ones must stay valid. None goes or changes its type, and a new one has a default.
final class PolicyParameterUpdate {
  private PolicyParameterUpdate() {}

  /// Compares two bodies.
  ///
  /// @throws ArmException (400) when the change is not allowed
  static void check(PolicyType type, ObjectNode stored, ObjectNode accepted) {
    ArmErrorCode code =
        switch (type) {
          case DEFINITION -> ArmErrorCode.InvalidPolicyParameterUpdate;
          case SET_DEFINITION -> ArmErrorCode.InvalidPolicySetParameterUpdate;
          case ASSIGNMENT, EXEMPTION -> null;
        };
    if (code == null) {
      return;
    }
    Parameters before = parameters(stored);
    Parameters after = parameters(accepted);
    List<String> broken = new ArrayList<>();
    for (ParameterDeclaration parameter : before.declarations()) {
      ParameterDeclaration now = after.named(parameter.name());
      if (now == null) {
        broken.add("'" + parameter.name() + "' is missing, and parameters cannot be removed");
      } else if (now.type() != parameter.type()) {
        broken.add(
            "'%s' is of type %s, and was %s"
                .formatted(parameter.name(), now.type().written(), parameter.type().written()));
      }
    }
    for (ParameterDeclaration parameter : after.declarations()) {
      if (before.named(parameter.name()) == null && parameter.defaultValue() == null) {
        broken.add("'" + parameter.name() + "' is new and has no default value");
      }
    }
    if (!broken.isEmpty()) {
      throw new ArmException(
          code,
          "The parameters cannot change in this way: "
              + String.join("; ", broken)
              + ". Give it another name, or delete it first.",
          "properties.parameters");
    }
  }

  private static Parameters parameters(ObjectNode body) {
    return Parameters.accepted(body.at("/properties/parameters"));
  }
}
