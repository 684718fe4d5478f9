package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.base64;
import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.targets;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Bodies in the shapes that published policy templates and tools send: nulls for what is not
/// used, settings for what is switched off, a location where none belongs.
class PublishedClientsTest {
  @Test
  void aPolicyForAGitRepositoryWithHttpsSecrets() {
    // Given
    var body =
        json(
            """
            {'location':'westeurope','properties':{'scope':'cluster','namespace':'default','sourceKind':'GitRepository',
              'gitRepository':{'url':'https://git.example.com/apps','timeoutInSeconds':600,'syncIntervalInSeconds':600,
                'repositoryRef':{'branch':'main','tag':null,'semver':null,'commit':null},'httpsUser':'u','httpsCACert':null},
              'configurationProtectedSettings':{'httpsKey':'<text>'},
              'kustomizations':{'kustomization-1':{'path':'./','timeoutInSeconds':600,'syncIntervalInSeconds':600,
                'retryIntervalInSeconds':600,'prune':false,'force':false}},
              'suspend':false}}"""
                .replace("<text>", base64("token")));

    // When
    var outcome = FluxConfigurationSchema.SCHEMA.create("baseline", body);

    // Then
    assertThat(targets(outcome)).isEmpty();
  }

  @Test
  void aPolicyForABucket() {
    // Given
    var body =
        json(
            """
            {'properties':{'scope':'cluster','namespace':'default','sourceKind':'Bucket',
              'bucket':{'url':'https://minio.example.com','bucketName':'flux','timeoutInSeconds':600,'syncIntervalInSeconds':600,
                'insecure':false,'accessKey':'k'},
              'configurationProtectedSettings':{'bucketSecretKey':'<text>'},
              'kustomizations':{'kustomization-1':{'path':'./'}},'suspend':false}}"""
                .replace("<text>", base64("token")));

    // When
    var outcome = FluxConfigurationSchema.SCHEMA.create("baseline", body);

    // Then
    assertThat(targets(outcome)).isEmpty();
  }

  @Test
  void aPolicyForFluxV1WithTheHelmOperatorSwitchedOff() {
    // Given
    var body =
        json(
            """
            {'properties':{'operatorInstanceName':'cluster-config','operatorNamespace':'cluster-config','operatorScope':'namespace',
              'operatorType':'Flux','operatorParams':'','repositoryUrl':'git@git.example.com:org/apps','enableHelmOperator':'false',
              'helmOperatorProperties':{'chartVersion':'1.2.0','chartValues':''},'sshKnownHostsContents':'',
              'configurationProtectedSettings':{'sshPrivateKey':'<key>'}}}"""
                .replace("<key>", base64(Bodies.PEM_KEY)));

    // When
    var outcome = SourceControlConfigurationSchema.SCHEMA.create("cluster-config", body);

    // Then
    assertThat(targets(outcome)).isEmpty();
  }

  @Test
  void aToolThatSendsBackWhatItReadWithNullsForWhatItDoesNotKnow() {
    // Given
    var body =
        json(
            """
            {'id':'/subscriptions/s','name':'baseline','type':'t','systemData':{'createdBy':'x'},'properties':{'scope':'cluster',
              'namespace':'default','sourceKind':'OCIRepository','suspend':false,'azureBlob':null,'bucket':null,'gitRepository':null,
              'ociRepository':{'url':'oci://ghcr.example.com/org/app','serviceAccountName':'deployer'},
              'kustomizations':{'a':{'name':'a','path':'./a','dependsOn':[],'postBuild':null,'retryIntervalInSeconds':null}},
              'statuses':[{'name':'baseline','appliedBy':null}],'repositoryPublicKey':'','sourceSyncedCommitId':'main@sha1:0',
              'sourceUpdatedAt':'2026-11-22T10:00:00Z','statusUpdatedAt':null,'complianceState':'Compliant',
              'provisioningState':'Succeeded','errorMessage':''}}""");

    // When
    var outcome = FluxConfigurationSchema.SCHEMA.create("baseline", body);

    // Then
    assertThat(targets(outcome)).isEmpty();
  }
}
