package io.fairlead.agent.record;

import java.util.Optional;
import java.util.Set;

/// What the records have to say, for whoever compares them with what they do. Thread-safe.
public interface ExpectedRecords {
  /// The names of all records that have to be there.
  Set<String> expectedNames();

  /// What the record of that name has to say; empty when there is to be none.
  Optional<RecordSpec> expected(String name);

  /// Writes a record anew, as it has to be, where it is another one.
  ///
  /// @return whether it was
  /// @throws io.fabric8.kubernetes.client.KubernetesClientException when that cannot be done now
  boolean restore(String name);
}
