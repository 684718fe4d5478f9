package io.fairlead.api.fuzz;

import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.PolicySamples;
import io.fairlead.contract.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Strings and objects that are worth trying: what a schema cannot say of its values. By the name
/// of the property or parameter, and for any other.
final class Words {
  private static final String POLICIES =
      "/subscriptions/" + SUBSCRIPTION + "/providers/Microsoft.Authorization/";
  private static final String SCOPED = GROUP + "/providers/Microsoft.Authorization/";

  /// Names of resources. Few, so that requests meet.
  static final List<String> CLUSTERS = List.of("ship", "barge", "tug", "Ferry.1");

  static final List<String> CONFIGURATIONS = List.of("baseline", "apps", "infra");

  static final List<String> POLICY_NAMES = List.of("p1", "p2", "p3");

  private static final List<String> UUIDS =
      List.of(
          "4d0f2f52-95c9-4a2f-a5a9-0d1f6b2c0c1e",
          "acdd72a7-3385-48ef-bd42-f606fba81ae7",
          "8e3af657-a8ff-443c-a75c-2fe8c4bcb635");

  private static final String TEXT = base64("some text");
  private static final String PEM_KEY =
      base64("-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n");
  private static final String PEM_CERTIFICATE =
      base64("-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n");
  private static final String KNOWN_HOSTS =
      base64(
          "git.example.com ssh-ed25519"
              + " AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n");

  private static final Map<String, List<String>> NAMED =
      Map.ofEntries(
          Map.entry("subscriptionId", List.of(SUBSCRIPTION)),
          Map.entry("resourceGroupName", List.of("fleet", "fleet", "yard")),
          Map.entry("clusterName", CLUSTERS),
          Map.entry("configurationName", CONFIGURATIONS),
          Map.entry("policyName", POLICY_NAMES),
          Map.entry("policyStatesResource", List.of("latest", "default")),
          Map.entry("operationId", UUIDS),
          Map.entry("roleAssignmentName", UUIDS),
          Map.entry(
              "roleDefinitionId",
              List.of(
                  "acdd72a7-3385-48ef-bd42-f606fba81ae7",
                  "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7")),
          Map.entry("principalId", List.of("somebody", UUIDS.getFirst())),
          Map.entry("agentPublicKeyCertificate", List.of(ApiUnderTest.KEY)),
          Map.entry("location", List.of("westeurope", "eastus")),
          Map.entry("sshKnownHosts", List.of(KNOWN_HOSTS)),
          Map.entry("sshKnownHostsContents", List.of(KNOWN_HOSTS)),
          Map.entry("httpsCACert", List.of(PEM_CERTIFICATE)),
          Map.entry("clientCertificate", List.of(PEM_CERTIFICATE)),
          Map.entry("caCertificate", List.of(PEM_CERTIFICATE)),
          Map.entry("privateKey", List.of(PEM_KEY)),
          Map.entry("sshPrivateKey", List.of(PEM_KEY)),
          Map.entry("httpsUser", List.of("robot", TEXT)),
          Map.entry("httpsKey", List.of(TEXT)),
          Map.entry("bucketSecretKey", List.of(TEXT)),
          Map.entry(
              "operatorParams", List.of("--git-branch=main --git-path=apps", "--git-readonly")),
          Map.entry("path", List.of("./apps", "./infra/base")),
          Map.entry("version", List.of("1.0.0")),
          Map.entry("definitionVersion", List.of("1.*.*")),
          Map.entry("expiresOn", List.of("2999-01-01T00:00:00Z")),
          Map.entry(
              "policyDefinitionId",
              List.of(
                  POLICIES + "policyDefinitions/p1",
                  POLICIES + "policyDefinitions/kept",
                  POLICIES + "policySetDefinitions/p2")),
          Map.entry(
              "policyAssignmentId",
              List.of(
                  SCOPED + "policyAssignments/p1",
                  POLICIES + "policyAssignments/p2",
                  SCOPED + "policyAssignments/p3")),
          Map.entry(
              "$filter",
              List.of(
                  "atScope()",
                  "policyType eq 'Custom'",
                  "complianceState eq 'NonCompliant'",
                  "resourceId eq '/x' or not (isCompliant eq true)",
                  "contains(policyAssignmentName, 'p')",
                  "principalId eq 'somebody'",
                  "startswith(resourceGroup, 'f') and offline eq false")),
          Map.entry(
              "$orderby", List.of("resourceId desc", "timestamp", "complianceState, resourceId")),
          Map.entry("$select", List.of("resourceId", "resourceId, complianceState")),
          Map.entry("$from", List.of("2020-01-01T00:00:00Z")),
          Map.entry("$to", List.of("2999-01-01T00:00:00Z")),
          Map.entry("$skipToken", List.of("", "bm90aGluZw", "eyJhIjoxfQ==")),
          Map.entry("$skiptoken", List.of("", "bm90aGluZw", "eyJhIjoxfQ==")),
          Map.entry("If-Match", List.of("*", "\"nothing-like-it\"", "\"a\", \"b\"")),
          Map.entry("If-None-Match", List.of("*")));

  private static final List<String> ANY =
      List.of(
          "a",
          "apps",
          "default",
          "main",
          "v1.2.3",
          ">=1.0.0",
          "PT30M",
          "1.0.0",
          "0ba6f0d30760d567de0bac86c8c4eec13ce1a590",
          "11111111-2222-3333-4444-555555555555",
          "sha256:" + "ab".repeat(32),
          "https://git.example.com/apps",
          "ssh://git@git.example.com/apps",
          "oci://ghcr.example.com/org/app",
          "http://minio.example.com",
          TEXT);

  /// What breaks programs. In a body, [Spoiler] writes the words in `@@` as what JSON text can
  /// hardly say.
  static final List<String> NASTY =
      List.of(
          "",
          " ",
          "@@nul@@",
          "a@@nul@@b",
          "@@half@@",
          "@@bytes@@",
          "\u202Eabc\uFEFF",
          "ü😀ﬀİı",
          "'; drop table clusters; --",
          "%' or '%'='",
          "../../../../etc/passwd",
          "${jndi:ldap://x}",
          "{{a}}",
          "[concat('a', 'b')]",
          "[[",
          "[field('x')",
          "https://user:pw@git.example.com/apps",
          "\r\nX-Injected: 1",
          "9".repeat(400),
          "x".repeat(70_000),
          "-1",
          "1e400",
          "NaN",
          "null",
          "2999-99-99T99:99:99Z",
          "PT99999999999999999999H");

  private final List<String> any;

  /// @param tenant a word that belongs to whoever writes
  Words(String tenant) {
    any =
        java.util.stream.Stream.concat(
                ANY.stream(),
                java.util.stream.Stream.of(tenant, tenant, "https://git.example.com/" + tenant))
            .toList();
  }

  /// Words for a name; those for any other when there are none.
  List<String> of(String name) {
    return NAMED.getOrDefault(name, any);
  }

  /// Words for any name.
  List<String> any() {
    return any;
  }

  /// Whether there are words for the very name.
  static boolean knows(String name) {
    return NAMED.containsKey(name);
  }

  /// Objects in the language of policies, for the property with this name; none when it is not
  /// free in form or not known.
  static List<String> objects(String name) {
    return switch (name) {
      case "policyRule" ->
          List.of(
              rule(PolicySamples.AUDIT),
              rule(PolicySamples.DEPLOY)
                  .replace("[parameters('url')]", "https://git.example.com/fleet")
                  .replace("[parameters('branch')]", "main"),
              "{\"if\": {\"field\": \"name\", \"equals\": \"denied\"}, \"then\": {\"effect\": \"deny\"}}",
              "{\"if\": {\"count\": {\"value\": [1, 2], \"name\": \"n\", \"where\": {\"value\":"
                  + " \"[current('n')]\", \"greater\": 1}}, \"greater\": 0}, \"then\": {\"effect\":"
                  + " \"audit\"}}");
      case "parameters" ->
          List.of(
              "{}",
              "{\"branch\": {\"type\": \"String\", \"defaultValue\": \"main\"}}",
              "{\"branch\": {\"value\": \"main\"}}");
      case "metadata" -> List.of("{\"category\": \"Kubernetes\"}", "{\"version\": \"1.0.0\"}");
      default -> List.of();
    };
  }

  private static String rule(String definition) {
    return Json.readTree(definition.getBytes(UTF_8)).at("/properties/policyRule").toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
