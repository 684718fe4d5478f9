package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A remediation that is asked for.
///
/// @param scope where it is: the resources in there are meant
/// @param name the last segment of its id
/// @param assignment what is to be put right
/// @param assignmentUid its incarnation: the remediation ends with that
/// @param reference of the definition within the assigned initiative; empty outside one
/// @param locations of the clusters that are meant; empty for all
/// @param resources that are meant; empty for all
/// @param body the validated `properties`
/// @param by who asks
public record RemediationWrite(
    PolicyScope scope,
    String name,
    PolicyId assignment,
    UUID assignmentUid,
    String reference,
    Optional<List<String>> locations,
    Optional<List<ResourceId>> resources,
    ObjectNode body,
    Principal by) {
  /// The type, with its provider.
  public static final String TYPE = "Microsoft.PolicyInsights/remediations";

  /// Its id.
  public String id() {
    return id(scope, name);
  }

  /// The id of a remediation.
  public static String id(PolicyScope scope, String name) {
    return scope + "/providers/" + TYPE + "/" + name;
  }
}
