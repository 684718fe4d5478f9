package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.base64;
import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.targets;
import static io.fairlead.api.resource.Bodies.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.Outcome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every agent would refuse, whatever its cluster, is refused at once, and what lies next to
/// it is not.
class WhatNoAgentAppliesTest {
  private static final String GIT =
      "'gitRepository':{'url':'https://git.example.com/a','repositoryRef':{'branch':'main'}}";

  @ParameterizedTest
  @CsvSource({
    "a, true",
    "a.b, true",
    "A-b.C1, true",
    "a..b, false",
    "a.-b, false",
    "a-.b, false",
    "1.2, true"
  })
  void aFluxConfigurationIsCalledLikeObjectsInACluster(String name, boolean allowed) {
    // When
    var problem = FluxConfigurationSchema.SCHEMA.checkName(name);

    // Then
    assertThat(problem.isEmpty()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'url':'git@github.com:a/b'                                   | ok |",
        "'url':'ssh://git@GitHub.com:22/a/b'                          | ok |",
        "'url':'git@ssh.dev.azure.com:v3/o/p/r'                       | ok |",
        "'url':'ssh://git@ssh.github.com:443/a/b'                     | gitRepository.sshKnownHosts | host keys of [ssh.github.com]:443 are not",
        "'url':'git@git.example.com:a'                                | gitRepository.sshKnownHosts | host keys of git.example.com are not among those built in",
        "'url':'git@git.example.com:a','sshKnownHosts':'<hosts>'      | ok |",
        "'url':'git@git.example.com:a','localAuthRef':'s'             | ok |",
        "'url':'git@github.com:a://b'                                 | gitRepository.url | required form",
        "'url':'ssh://me@home@github.com/a'                           | gitRepository.url | write %40",
        "'url':'http://git.example.com/a','httpsUser':'u'             | gitRepository.httpsUser | needs an https:// URL",
        "'url':'https://git.example.com/a','provider':'GitHub'        | gitRepository.provider | needs 'properties.gitRepository.localAuthRef'",
        "'url':'https://git.example.com/a','provider':'GitHub','localAuthRef':'s' | ok |",
        "'url':'https://git.example.com/a','provider':'Azure'         | ok |"
      })
  void aGitRepositoryThatFluxCanFetch(String source, String refused, String message) {
    // Given
    var properties = "'gitRepository':{" + source + ",'repositoryRef':{'branch':'main'}}";

    // When
    var outcome = flux(properties);

    // Then
    check(outcome, refused, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'url':'https://s3.example.com'                    | ok |",
        "'url':'https://s3.example.com:9000/'              | ok |",
        "'url':'http://s3.example.com','insecure':true     | ok |",
        "'url':'http://s3.example.com'                     | bucket.insecure | begins with http://, which needs",
        "'url':'https://s3.example.com/apps'               | bucket.url | the bucket goes into 'properties.bucket.bucketName'",
        "'url':'https://s3.example.com/#x'                 | bucket.url | more than a host"
      })
  void aBucketWhoseHostFluxCanReach(String source, String refused, String message) {
    // Given
    var properties = "'sourceKind':'Bucket','bucket':{" + source + ",'bucketName':'b'}";

    // When
    var outcome = flux(properties);

    // Then
    check(outcome, refused, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'provider':'cosign'                                          | ok |",
        "'provider':'notation','verificationConfig':{'trustpolicy.json':'<text>'} | ok |",
        "'provider':'notation'                                        | ociRepository.verify.verificationConfig | required for notation",
        "'provider':'notation','verificationConfig':{}                | ociRepository.verify.verificationConfig | required for notation",
        "'provider':'cosign','verificationConfig':{'a/b':'<text>'}    | ociRepository.verify.verificationConfig['a/b'] | name of a file",
        "'provider':'cosign','verificationConfig':{'..a':'<text>'}    | ociRepository.verify.verificationConfig['..a'] | name of a file",
        "'provider':'cosign','verificationConfig':{'.a':'<text>'}     | ok |"
      })
  void aVerificationThatHasWhatItNeeds(String verify, String refused, String message) {
    // Given
    var properties =
        "'sourceKind':'OCIRepository','ociRepository':{'url':'oci://r.example.com/a','verify':{"
            + verify
            + "}}";

    // When
    var outcome = flux(properties);

    // Then
    check(outcome, refused, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cluster   | {'decryption':{'provider':'sops'},'healthChecks':[]} | ok |",
        "cluster   | {'targetNamespace':'other','kubeConfig':{'secretRef':{'name':'c'}}} | ok |",
        "cluster   | {'serviceAccountName':'root'}  | .serviceAccountName | would undo the configuration's 'scope'",
        "cluster   | {'sourceRef':{'name':'x'}}     | .sourceRef          | the source is the configuration's own",
        "cluster   | {'prune':true}                 | .prune              | 'prune' beside it says it",
        "cluster   | {'suspend':false}              | .suspend            | own 'suspend' says it",
        "namespace | {'targetNamespace':'apps'}     | ok |",
        "namespace | {'targetNamespace':'other'}    | .targetNamespace    | must be apps: the configuration's 'scope' is namespace",
        "namespace | {'kubeConfig':{}}              | .kubeConfig         | the configuration's 'scope' is namespace"
      })
  void additionsThatLeaveAKustomizationWhereItBelongs(
      String scope, String additions, String refused, String message) {
    // Given
    var properties =
        "'scope':'%s','namespace':'apps',%s,'kustomizations':{'k':{'additionalConfigurations':%s}}"
            .formatted(scope, GIT, additions);

    // When
    var outcome = flux(properties);

    // Then
    check(
        outcome,
        refused.equals("ok") ? "ok" : "kustomizations.k.additionalConfigurations" + refused,
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GitRepository | gitRepository | 'url':'https://g.example.com/a','repositoryRef':{'tag':'1'} | {'recurseSubmodules':true} | ok",
        "GitRepository | gitRepository | 'url':'https://g.example.com/a','repositoryRef':{'tag':'1'} | {'accessFrom':{}}          | .accessFrom",
        "Bucket        | bucket        | 'url':'https://s.example.com','bucketName':'b'              | {'prefix':'a'}             | ok",
        "Bucket        | bucket        | 'url':'https://s.example.com','bucketName':'b'              | {'endpoint':'elsewhere'}   | .endpoint",
        "AzureBlob     | azureBlob     | 'url':'https://s.example.com','containerName':'c'           | {'provider':'generic'}     | .provider",
        "OCIRepository | ociRepository | 'url':'oci://r.example.com/a'                               | {'ref':{'semverFilter':'x'}} | ok",
        "OCIRepository | ociRepository | 'url':'oci://r.example.com/a'                               | {'ref':{'tag':'x'}}        | .ref.tag",
        "OCIRepository | ociRepository | 'url':'oci://r.example.com/a'                               | {'ref':'x'}                | .ref"
      })
  void additionsThatAreNotSaidElsewhere(
      String kind, String block, String source, String additions, String refused) {
    // Given
    var properties =
        "'sourceKind':'%s','%s':{%s,'additionalConfigurations':%s}"
            .formatted(kind, block, source, additions);

    // When
    var outcome = flux(properties);

    // Then
    check(
        outcome,
        refused.equals("ok") ? "ok" : block + ".additionalConfigurations" + refused,
        "is not allowed: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'operatorInstanceName':'web'                      | ok |",
        "'operatorInstanceName':'default'                  | operatorInstanceName | the service account that every pod",
        "'operatorInstanceName':'memcached-web'            | operatorInstanceName | kept for what belongs to another operator",
        "'operatorInstanceName':'web-helm-operator'        | operatorInstanceName | Allowed is any name but 'default'",
        "'operatorNamespace':'default'                     | ok |",
        "'operatorParams':'--git-path=a --git-user \\'Me And\\'' | ok |",
        "'operatorParams':'--unknown=1 --new 2'            | ok |",
        "'operatorParams':'--git-path=\\'a'                | operatorParams | not closed",
        "'operatorParams':'--git-url=x'                    | operatorParams | named by 'properties.repositoryUrl'",
        "'operatorParams':'--git-path=/a'                  | operatorParams | relative to the repository's root",
        "'operatorParams':'--git-branch a --git-branch b'  | operatorParams | --git-branch twice",
        "'operatorParams':'--k8s-allow-namespace=x'        | ok |",
        "'operatorScope':'namespace','operatorParams':'--k8s-allow-namespace=x' | operatorParams | kept to 'properties.operatorNamespace'",
        "'enableHelmOperator':true,'helmOperatorProperties':{'chartVersion':'v1.4.0','chartValues':'--set helm.versions=v3'} | ok |",
        "'enableHelmOperator':true,'helmOperatorProperties':{'chartVersion':'latest'} | helmOperatorProperties.chartVersion | full versions from 1.0.0 on",
        "'enableHelmOperator':true,'helmOperatorProperties':{'chartValues':'--set replicaCount=2'} | helmOperatorProperties.chartValues | supported are allowNamespace",
        "'enableHelmOperator':true,'helmOperatorProperties':{'chartValues':'-f values.yaml'} | helmOperatorProperties.chartValues | reads a file",
        "'enableHelmOperator':true,'operatorScope':'namespace','helmOperatorProperties':{'chartValues':'--set allowNamespace=default'} | ok |",
        "'enableHelmOperator':true,'operatorScope':'namespace','helmOperatorProperties':{'chartValues':'--set allowNamespace=x'} | helmOperatorProperties.chartValues | kept to 'default'",
        "'enableHelmOperator':false,'helmOperatorProperties':{'chartVersion':'latest','chartValues':'-f x'} | ok |"
      })
  void anOperatorThatCanRun(String settings, String refused, String message) {
    // Given
    var properties = "'repositoryUrl':'https://git.example.com/a'," + settings;

    // When
    var outcome = SourceControlConfigurationSchema.SCHEMA.create("web", body(properties));

    // Then
    check(outcome, refused, message);
  }

  private static Outcome flux(String properties) {
    return FluxConfigurationSchema.SCHEMA.create("baseline", body(properties));
  }

  private static ObjectNode body(String properties) {
    return json(
        "{'properties':{%s}}"
            .formatted(
                properties
                    .replace("<text>", base64("secret"))
                    .replace("<hosts>", base64(Bodies.KNOWN_HOSTS))));
  }

  private static void check(Outcome outcome, String refused, String message) {
    assertThat(targets(outcome))
        .as(outcome.toString())
        .isEqualTo(refused.equals("ok") ? List.of() : List.of("properties." + refused));
    if (!refused.equals("ok")) {
      assertThat(violations(outcome)).singleElement().asString().contains(message);
    }
  }
}
