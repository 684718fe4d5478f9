package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static io.fairlead.api.support.PolicySamples.DEPLOY;
import static io.fairlead.api.support.PolicySamples.PROVIDER;
import static io.fairlead.api.support.PolicySamples.assignment;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.audit.Auditing;
import io.fairlead.api.operation.Method;
import io.fairlead.api.operation.Operation;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Call;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.api.support.TestTokens;
import io.fairlead.embedded.Backing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The whole table of operations, over real PostgreSQL: what changes something has exactly one
/// entry in the audit log, which says what was answered, and what reads has none.
@Tag("process")
final class AuditedOperationsTest {
  private static final String ROLE_BODY =
      "{\"properties\": {\"principalId\": \"somebody\", \"roleDefinitionId\":"
          + " \"/providers/Microsoft.Authorization/roleDefinitions/"
          + "acdd72a7-3385-48ef-bd42-f606fba81ae7\"}}";
  private static final String ASSIGNED =
      "\"policyAssignmentId\": \"" + PROVIDER + "policyAssignments/x\"";

  private final RealStore store = new RealStore(Backing.shared().newDatabase());
  private final ApiUnderTest api = store.api();

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  private static String path(Operation operation) {
    return operation
        .path()
        .toString()
        .replace("{subscriptionId}", SUBSCRIPTION)
        .replace("{resourceGroupName}", "fleet")
        .replace("{clusterName}", "ship")
        .replace("{configurationName}", "baseline")
        .replace("{policyName}", "x")
        .replace("{policyStatesResource}", "latest")
        .replace("{operationId}", "4d0f2f52-95c9-4a2f-a5a9-0d1f6b2c0c1e")
        .replace("{roleAssignmentName}", "4d0f2f52-95c9-4a2f-a5a9-0d1f6b2c0c1f")
        .replace("{roleDefinitionId}", "acdd72a7-3385-48ef-bd42-f606fba81ae7");
  }

  private static String body(Operation operation) {
    boolean patch = operation.method() == Method.PATCH;
    return switch (operation.doc().tag()) {
      case "ResourceGroups" -> "{\"location\": \"westeurope\"}";
      case "ConnectedClusters", "ManagedClusters" ->
          patch ? "{\"tags\": {\"stage\": \"one\"}}" : cluster();
      case "FluxConfigurations" -> patch ? "{\"properties\": {\"suspend\": true}}" : flux("main");
      case "SourceControlConfigurations" ->
          "{\"properties\": {\"repositoryUrl\": \"https://git.example.com/x\"}}";
      case "PolicyDefinitions" -> DEPLOY;
      case "PolicySetDefinitions" ->
          "{\"properties\": {\"policyDefinitions\": [{\"policyDefinitionReferenceId\": \"r0\","
              + " \"policyDefinitionId\": \""
              + PROVIDER
              + "policyDefinitions/x\"}]}}";
      case "PolicyAssignments" -> patch ? "{\"location\": \"westeurope\"}" : assignment("x", "");
      case "PolicyExemptions" ->
          patch
              ? "{\"properties\": {\"assignmentScopeValidation\": \"DoNotValidate\"}}"
              : "{\"properties\": {" + ASSIGNED + ", \"exemptionCategory\": \"Waiver\"}}";
      case "Remediations" -> "{\"properties\": {" + ASSIGNED + "}}";
      case "RoleAssignments" -> ROLE_BODY;
      default -> throw new IllegalArgumentException(operation.id() + " has no body here");
    };
  }

  private Call call(Operation operation, String correlation) {
    Call call =
        api.call(operation.method().name(), path(operation))
            .version(operation.versions().accepted().getLast())
            .header("x-ms-correlation-request-id", correlation);
    return operation.takesBody() ? call.body(body(operation)) : call;
  }

  private List<String> entries(String correlation) {
    return store.column(
        "select concat_ws(' ', entry ->> 'action', entry ->> 'status', entry ->> 'errorCode')"
            + " from audit_entries where correlation_id = '"
            + correlation
            + "'");
  }

  /// What is created goes in the order of the table, and what is deleted in the opposite one.
  private List<Operation> inOrder() {
    List<Operation> all = new ArrayList<>(api.operations());
    List<Operation> deletions =
        all.stream().filter(o -> o.method() == Method.DELETE).toList().reversed();
    all.removeAll(deletions);
    all.sort(
        Comparator.comparing(
            o -> List.of(Method.PUT, Method.PATCH, Method.POST, Method.GET).indexOf(o.method())));
    all.addAll(deletions);
    return all;
  }

  @Test
  void whatChangesSomethingHasExactlyOneEntryAndWhatReadsHasNone() {
    List<String> wrong = new ArrayList<>();
    int audited = 0;
    for (Operation operation : inOrder()) {
      // Given
      String correlation = UUID.randomUUID().toString();

      // When
      Reply reply = call(operation, correlation).send();

      // Then
      List<String> expected = List.of();
      if (Auditing.covers(operation)) {
        audited++;
        expected = List.of(operation.permission().action() + " " + reply.status());
        if (reply.status() >= 400) {
          wrong.add(operation.id() + " was to succeed: " + reply.status() + " " + reply.text());
        }
      }
      List<String> found = entries(correlation);
      if (!found.equals(expected)) {
        wrong.add(operation.id() + " has " + found + " and not " + expected);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(audited).isGreaterThan(60);
  }

  @Test
  void whatIsRefusedHasExactlyOneEntryToo() {
    List<String> wrong = new ArrayList<>();
    String reader =
        TestTokens.sign(TestTokens.claims("reader", "Reader", "/subscriptions/" + SUBSCRIPTION));
    for (Operation operation : api.operations()) {
      // Given
      String correlation = UUID.randomUUID().toString();

      // When
      Reply reply = call(operation, correlation).as(reader).send();

      // Then
      List<String> expected =
          Auditing.covers(operation)
              ? List.of(operation.permission().action() + " 403 AuthorizationFailed")
              : List.of();
      List<String> found = entries(correlation);
      if (!found.equals(expected)) {
        wrong.add(operation.id() + " has " + found + " for " + reply.status());
      }
    }
    assertThat(wrong).isEmpty();
  }
}
