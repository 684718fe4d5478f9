package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import java.util.ArrayList;
import java.util.List;

/// A source and the secrets that it refers to.
record SourceObjects(List<DesiredObject> secrets, DesiredObject source) {
  SourceObjects {
    secrets = List.copyOf(secrets);
  }

  /// Collects secrets while the specification that refers to them is written.
  static final class Secrets {
    private final Names names;
    private final List<DesiredObject> made = new ArrayList<>();

    Secrets(Names names) {
      this.names = names;
    }

    /// Makes a secret of what there is and refers to it; neither when there is nothing.
    void refer(ObjectNode from, String field, SecretData data) {
      if (!data.isEmpty()) {
        DesiredObject secret = data.object(names);
        made.add(secret);
        Spec.refer(from, field, secret.ref().name());
      }
    }

    List<DesiredObject> made() {
      return made;
    }
  }
}
