package io.fairlead.api.error;

/// Every code that an answer of this API may carry at its top level, with its HTTP status. The
/// names are ARM's own wherever ARM has one, so that clients which switch on the code keep
/// working.
public enum ArmErrorCode {
  /// The body is not JSON, or not JSON that can be stored.
  InvalidRequestContent(400),
  /// The body is JSON and breaks a rule of the resource; `details` has every violation.
  ValidationFailed(400),
  /// A policy definition's parameters change in a way that would break its assignments.
  InvalidPolicyParameterUpdate(400),
  /// As [#InvalidPolicyParameterUpdate], of an initiative.
  InvalidPolicySetParameterUpdate(400),
  /// The resource's name breaks the rules of its type.
  InvalidResourceName(400),
  /// A segment of the path is not what its position asks for.
  InvalidResourceId(400),
  /// A query parameter has a value that is not allowed.
  InvalidQueryParameter(400),
  /// A header has a value that is not allowed.
  InvalidHeader(400),
  /// The request has no `api-version`.
  MissingApiVersionParameter(400),
  /// The provider has no such `api-version`; the message lists those it has.
  InvalidApiVersionParameter(400),
  /// The type has no such `api-version`; the message lists those it has.
  NoRegisteredProviderFound(400),
  /// No such provider.
  InvalidResourceNamespace(404),
  /// The provider has no such resource type in any `api-version`.
  InvalidResourceType(404),
  /// The subscription's id is not a UUID.
  InvalidSubscriptionId(400),
  /// The path names a resource in a parent that does not exist.
  ParentResourceNotFound(404),
  /// A preview of a policy assignment would take longer than it may. Not a 5xx: the same request
  /// would take as long again.
  PreviewTooLarge(400),
  /// No bearer token.
  AuthenticationFailed(401),
  /// A bearer token, and not one that this server knows.
  InvalidAuthenticationToken(401),
  /// A bearer token that was valid once.
  ExpiredAuthenticationToken(401),
  /// The caller may see the scope, and not do that there; the message names action and scope.
  AuthorizationFailed(403),
  /// The principal has the role at the scope already, by another assignment.
  RoleAssignmentExists(409),
  /// A role assignment's role and principal are fixed.
  RoleAssignmentUpdateNotPermitted(400),
  /// No such role definition.
  RoleDefinitionDoesNotExist(404),
  /// No such role assignment.
  RoleAssignmentNotFound(404),
  /// No such resource.
  ResourceNotFound(404),
  /// No such resource group.
  ResourceGroupNotFound(404),
  /// No such subscription.
  SubscriptionNotFound(404),
  /// No such policy definition.
  PolicyDefinitionNotFound(404),
  /// No such initiative.
  PolicySetDefinitionNotFound(404),
  /// No such policy assignment.
  PolicyAssignmentNotFound(404),
  /// No such policy exemption.
  PolicyExemptionNotFound(404),
  /// No such path.
  NotFound(404),
  /// The path exists and does not know this method.
  MethodNotAllowed(405),
  /// The request did not arrive completely in time.
  RequestTimeout(408),
  /// A policy with the effect `deny` refuses the resource; `additionalInfo` says which.
  RequestDisallowedByPolicy(403),
  /// The resource's state does not admit the operation now.
  Conflict(409),
  /// An initiative or an assignment names the policy definition.
  InvalidDeletePolicyDefinitionRequest(409),
  /// An assignment names the initiative.
  InvalidDeletePolicySetDefinitionRequest(409),
  /// The resource is being deleted.
  ResourceBeingDeleted(409),
  /// `If-Match` or `If-None-Match` does not hold; the answer carries the current `ETag`.
  PreconditionFailed(412),
  /// The body is over the limit.
  RequestEntityTooLarge(413),
  /// The path or query is over the limit.
  RequestUriTooLong(414),
  /// The body's content type is not JSON.
  UnsupportedMediaType(415),
  /// The headers are over the limit.
  RequestHeaderFieldsTooLarge(431),
  /// A fault of this server. Details are in its log under the request id, never in the answer.
  InternalServerError(500),
  /// Known and not offered here.
  NotImplemented(501),
  /// Something this server needs cannot be reached now; the same request may succeed later.
  ServiceUnavailable(503),
  /// What this server needs did not answer in time. The request may have been carried out.
  GatewayTimeout(504);

  private final int status;

  ArmErrorCode(int status) {
    this.status = status;
  }

  /// The HTTP status that goes with the code.
  public int status() {
    return status;
  }
}
