package io.fairlead.agent.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.SshKeyPair;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorObjectsTest {
  private static final String SSH = "git@git.example.com:org/apps.git";
  private static final Inputs MADE_KEY =
      new Inputs(Map.of(), new SshKeyPair("made\n", "ssh-ed25519 AAAA"));
  private static final Inputs BASIC =
      new Inputs(Map.of("httpsUser", "me@home", "httpsKey", "a/b $(c)"), null);

  private final OperatorObjects objects = new OperatorObjects(OperatorImages.PUBLISHED);

  @Test
  void whatIsNeededComesBeforeWhatNeedsIt() {
    // When
    var refs = refs(objects.of(Configurations.withHelm("", _ -> {}), Inputs.NONE));

    // Then
    assertThat(refs)
        .containsExactly(
            "ServiceAccount apps/web",
            "ClusterRoleBinding fairlead-web-0a1b2c3d",
            "Secret apps/gitops-privatekey-web",
            "Deployment apps/memcached-web",
            "Service apps/memcached-web",
            "Deployment apps/web",
            "ServiceAccount apps/web-helm-operator",
            "ClusterRoleBinding fairlead-web-0a1b2c3d-helm-operator",
            "Deployment apps/web-helm-operator");
  }

  @Test
  void theInstanceIsCalledAfterTheConfigurationWhenItHasNoName() {
    // When
    var refs = refs(of(properties -> properties.remove("operatorInstanceName")));

    // Then
    assertThat(refs).contains("Deployment apps/web");
  }

  @Test
  void anOperatorOfTheClusterMayDoEverythingEverywhere() {
    // When
    var made = of(_ -> {});

    // Then
    var binding = body(made, "ClusterRoleBinding fairlead-web-0a1b2c3d");
    assertThat(binding.at("/roleRef/name").asText()).isEqualTo("cluster-admin");
    assertThat(binding.at("/subjects/0/name").asText()).isEqualTo("web");
    assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("apps");
    assertThat(arguments(made, "web")).noneMatch(a -> a.startsWith("--k8s-allow-namespace"));
  }

  @Test
  void anOperatorOfANamespaceMayDoEverythingThereAndReadDefinitions() {
    // When
    var made = of(properties -> properties.put("operatorScope", "namespace"));

    // Then
    var role = "fairlead-web-0a1b2c3d-definitions";
    assertThat(body(made, "RoleBinding apps/web").at("/roleRef/name").asText())
        .isEqualTo("cluster-admin");
    assertThat(body(made, "ClusterRoleBinding " + role).at("/roleRef/name").asText())
        .isEqualTo(role);
    assertThat(body(made, "ClusterRole " + role).get("rules"))
        .hasToString(
            "[{\"apiGroups\":[\"apiextensions.k8s.io\"],\"resources\":[\"customresourcedefinitions\"],"
                + "\"verbs\":[\"list\",\"watch\"]}]");
    assertThat(arguments(made, "web"))
        .contains("--k8s-allow-namespace=apps", "--k8s-default-namespace=apps");
  }

  @Test
  void theBranchIsMasterUnlessNamed() {
    // When
    var byDefault = arguments(of(_ -> {}), "web");
    var named = arguments(of(p -> p.put("operatorParams", "--git-branch main")), "web");

    // Then
    assertThat(byDefault).contains("--git-branch=master");
    assertThat(named).contains("--git-branch=main").doesNotContain("--git-branch=master");
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/a, false, false",
    "http://git.example.com/a, false, false",
    "git://git.example.com/a, false, false",
    "ssh://git@git.example.com/a, false, true",
    "git@git.example.com:a, false, true",
    "git@git.example.com:a, true, false"
  })
  void aKeyIsMadeForSshWithoutTheUsers(String url, boolean given, boolean needed) {
    // Given
    var inputs = given ? new Inputs(Map.of("sshPrivateKey", "k"), null) : Inputs.NONE;

    // When
    var needs = objects.needsKey(Configurations.with("repositoryUrl", url), inputs);

    // Then
    assertThat(needs).isEqualTo(needed);
  }

  @Test
  void theKeyIsMountedWhereFluxdLooksAndNamedToIt() {
    // When
    var made = objects.of(Configurations.with("repositoryUrl", SSH), MADE_KEY);

    // Then
    assertThat(decoded(made, "Secret apps/gitops-privatekey-web", "identity")).isEqualTo("made\n");
    assertThat(arguments(made, "web"))
        .contains(
            "--git-url=" + SSH,
            "--k8s-secret-name=gitops-privatekey-web",
            "--ssh-keygen-dir=/var/fluxd/keygen");
    var pod = body(made, "Deployment apps/web").at("/spec/template/spec");
    assertThat(pod.at("/volumes/0/secret/secretName").asText()).isEqualTo("gitops-privatekey-web");
    assertThat(pod.at("/volumes/0/secret/defaultMode").asInt()).isEqualTo(256);
    assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asText())
        .isEqualTo("/etc/fluxd/ssh");
  }

  @Test
  void theUsersKeyGoesBeforeTheMadeOne() {
    // Given
    var inputs = new Inputs(Map.of("sshPrivateKey", "given\n"), MADE_KEY.key());

    // When
    var made = objects.of(Configurations.with("repositoryUrl", SSH), inputs);

    // Then
    assertThat(decoded(made, "Secret apps/gitops-privatekey-web", "identity")).isEqualTo("given\n");
  }

  @Test
  void withoutAKeyThereIsStillASecretToNoteTheRevisionOn() {
    // Given
    var configuration = Configurations.with(_ -> {});

    // When
    var made = objects.of(configuration, Inputs.NONE);

    // Then
    var ref = objects.syncedOn(configuration).toString();
    assertThat(body(made, ref).has("data")).isFalse();
    assertThat(arguments(made, "web")).contains("--k8s-secret-name=gitops-privatekey-web");
  }

  @Test
  void variablesOfThePodAreOutOfReachOfFlags() {
    // When
    var made = of(p -> p.put("operatorParams", "--git-user=$(GIT_AUTHKEY)"));

    // Then
    assertThat(arguments(made, "web")).contains("--git-user=$$(GIT_AUTHKEY)");
  }

  @Test
  void credentialsReachFluxdByVariablesAndStandNowhereElse() {
    // When
    var made = objects.of(Configurations.with(_ -> {}), BASIC);

    // Then
    assertThat(decoded(made, "Secret apps/web-git-auth", "GIT_AUTHUSER")).isEqualTo("me%40home");
    assertThat(decoded(made, "Secret apps/web-git-auth", "GIT_AUTHKEY"))
        .isEqualTo("a%2Fb%20%24%28c%29");
    assertThat(arguments(made, "web"))
        .contains("--git-url=https://$(GIT_AUTHUSER):$(GIT_AUTHKEY)@git.example.com/apps.git");
    var container = body(made, "Deployment apps/web").at("/spec/template/spec/containers/0");
    assertThat(container.get("env"))
        .hasToString(
            "[{\"name\":\"GIT_AUTHUSER\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"web-git-auth\",\"key\":\"GIT_AUTHUSER\"}}},"
                + "{\"name\":\"GIT_AUTHKEY\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"web-git-auth\",\"key\":\"GIT_AUTHKEY\"}}}]");
  }

  @Test
  void otherCredentialsMeanAnotherPod() {
    // Given
    var others = new Inputs(Map.of("httpsUser", "me@home", "httpsKey", "rotated"), null);

    // When
    var before = objects.of(Configurations.with(_ -> {}), BASIC);
    var after = objects.of(Configurations.with(_ -> {}), others);

    // Then
    assertThat(body(after, "Deployment apps/web"))
        .isNotEqualTo(body(before, "Deployment apps/web"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://h/a | sshPrivateKey | sshPrivateKey' needs an SSH URL",
        "https://h/a | httpsUser | both or neither",
        "https://h/a | httpsKey | both or neither",
        "git@h:a | httpsKey | httpsKey' needs an HTTP URL",
        "git://h/a | sshPrivateKey | sshPrivateKey' needs an SSH URL"
      })
  void protectedSettingsThatDoNotFitTheUrlAreRefused(String url, String name, String problem) {
    // Given
    var inputs = new Inputs(Map.of(name, "secret"), null);

    // When
    var thrown =
        assertThatThrownBy(() -> objects.of(Configurations.with("repositoryUrl", url), inputs));

    // Then
    thrown
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }

  @Test
  void knownHostsAreMountedForBothOperators() {
    // Given
    var encoded = Base64.getEncoder().encodeToString("host ssh-rsa AAAA\n".getBytes(UTF_8));

    // When
    var made =
        objects.of(
            Configurations.withHelm(
                "", p -> p.put("repositoryUrl", SSH).put("sshKnownHostsContents", encoded)),
            MADE_KEY);

    // Then
    assertThat(decoded(made, "Secret apps/web-known-hosts", "known_hosts"))
        .isEqualTo("host ssh-rsa AAAA\n");
    assertThat(mounts(made, "web")).containsEntry("/root/.ssh", "web-known-hosts");
    assertThat(mounts(made, "web-helm-operator")).containsEntry("/root/.ssh", "web-known-hosts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--registry-disable-scanning", "--disable-registry-scanning"})
  void withoutScanningThereIsNoCache(String params) {
    // When
    var made = of(p -> p.put("operatorParams", params));

    // Then
    assertThat(refs(made)).noneMatch(ref -> ref.contains("memcached"));
    assertThat(arguments(made, "web")).noneMatch(argument -> argument.startsWith("--memcached"));
  }

  @Test
  void theCacheIsReachedByTheAddressOfItsService() {
    // When
    var made = of(_ -> {});

    // Then
    assertThat(arguments(made, "web"))
        .contains("--memcached-hostname=memcached-web", "--memcached-service=");
    assertThat(body(made, "Service apps/memcached-web").at("/spec/selector"))
        .isEqualTo(
            body(made, "Deployment apps/memcached-web").at("/spec/template/metadata/labels"));
  }

  @Test
  void thePartsOfOperatorsSideBySideDoNotSelectEachOther() {
    // When
    var one = objects.of(Configurations.withHelm("", _ -> {}), Inputs.NONE);
    var other =
        objects.of(
            Configurations.withHelm("", p -> p.put("operatorInstanceName", "other")), Inputs.NONE);

    // Then
    var selectors = new HashSet<JsonNode>();
    for (var made : List.of(one, other)) {
      for (var object : made) {
        var selector = object.body().at("/spec/selector/matchLabels");
        if (!selector.isMissingNode()) {
          assertThat(selectors.add(selector)).isTrue();
          assertThat(object.body().at("/spec/template/metadata/labels")).isEqualTo(selector);
        }
      }
    }
    assertThat(selectors).hasSize(6);
    assertThat(refs(one).stream().filter(ref -> ref.contains("apps/")))
        .doesNotContainAnyElementsOf(refs(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "memcached-web", "web-helm-operator", "Web", "a.b", ""})
  void namesThatBelongToSomethingElseOrAreNoneAreRefused(String instance) {
    // When
    var thrown =
        assertThatThrownBy(
            () -> objects.of(Configurations.with("operatorInstanceName", instance), Inputs.NONE));

    // Then
    thrown
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'properties.operatorInstanceName'")
        .hasMessageContaining("allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "repositoryUrl, ftp://h/a",
    "repositoryUrl, https://me:secret@h/a",
    "operatorScope, galaxy",
    "operatorNamespace, A",
    "sshKnownHostsContents, %%",
    "sshKnownHostsContents, YQ=="
  })
  void whatCannotWorkIsRefusedByItsName(String property, String value) {
    // When
    var thrown =
        assertThatThrownBy(() -> objects.of(Configurations.with(property, value), Inputs.NONE));

    // Then
    thrown
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'properties." + property + "'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void imagesComeFromTheMirror() {
    // Given
    var mirrored = new OperatorObjects(OperatorImages.PUBLISHED.from("mirror.example:5000/hub"));

    // When
    var made = mirrored.of(Configurations.withHelm("", _ -> {}), Inputs.NONE);

    // Then
    assertThat(made.stream().map(o -> o.body().at("/spec/template/spec/containers/0/image")))
        .extracting(JsonNode::asText)
        .filteredOn(image -> !image.isEmpty())
        .containsExactly(
            "mirror.example:5000/hub/library/memcached:1.6.38-alpine",
            "mirror.example:5000/hub/fluxcd/flux:1.25.4",
            "mirror.example:5000/hub/fluxcd/helm-operator:1.2.0");
  }

  private List<DesiredObject> of(Consumer<ObjectNode> change) {
    Configuration configuration = Configurations.with(change);
    return objects.of(configuration, Inputs.NONE);
  }

  private static List<String> refs(List<DesiredObject> made) {
    return made.stream().map(object -> object.ref().toString()).toList();
  }

  private static JsonNode body(List<DesiredObject> made, String ref) {
    return made.stream()
        .filter(object -> object.ref().toString().equals(ref))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + ref + " in " + refs(made)))
        .body();
  }

  private static String decoded(List<DesiredObject> made, String ref, String key) {
    return new String(
        Base64.getDecoder().decode(body(made, ref).path("data").path(key).asText()), UTF_8);
  }

  private static List<String> arguments(List<DesiredObject> made, String deployment) {
    var args =
        body(made, "Deployment apps/" + deployment).at("/spec/template/spec/containers/0/args");
    return StreamSupport.stream(args.spliterator(), false).map(JsonNode::asText).toList();
  }

  /// Which secret is seen at which path.
  private static Map<String, String> mounts(List<DesiredObject> made, String deployment) {
    var pod = body(made, "Deployment apps/" + deployment).at("/spec/template/spec");
    var mounts = new HashMap<String, String>();
    for (var mount : pod.at("/containers/0/volumeMounts")) {
      for (var volume : pod.get("volumes")) {
        if (volume.get("name").equals(mount.get("name"))) {
          mounts.put(mount.get("mountPath").asText(), volume.at("/secret/secretName").asText());
        }
      }
    }
    return mounts;
  }
}
