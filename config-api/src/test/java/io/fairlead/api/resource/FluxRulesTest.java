package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.PEM_CERTIFICATE;
import static io.fairlead.api.resource.Bodies.PEM_KEY;
import static io.fairlead.api.resource.Bodies.base64;
import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.targets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One row per rule: what is merged into a valid body, and the path that is refused ("ok" for
/// none).
class FluxRulesTest {
  private static final String GIT =
      "{'gitRepository':{'url':'https://git.example.com/apps','repositoryRef':{'branch':'main'}},'kustomizations':{'apps':{}}}";
  private static final String SSH =
      "{'gitRepository':{'url':'ssh://git@github.com/apps','repositoryRef':{'branch':'main'}}}";
  private static final String BUCKET =
      "{'sourceKind':'Bucket','bucket':{'url':'https://minio.example.com','bucketName':'flux'}}";
  private static final String BLOB =
      "{'sourceKind':'AzureBlob','azureBlob':{'url':'https://acc.blob.example.com','containerName':'flux'}}";
  private static final String OCI =
      "{'sourceKind':'OCIRepository','ociRepository':{'url':'oci://ghcr.example.com/org/app'}}";
  private static final String GUID = "'11111111-2222-3333-4444-555555555555'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | ok",
        "{'scope':'Namespace'}                                | ok",
        "{'scope':'galaxy'}                                   | properties.scope",
        "{'scope':null}                                       | ok",
        "{'namespace':''}                                     | properties.namespace",
        "{'namespace':'a.b'}                                  | properties.namespace",
        "{'namespace':'-a'}                                   | properties.namespace",
        "{'namespace':7}                                      | properties.namespace",
        "{'suspend':'true'}                                   | properties.suspend",
        "{'waitForReconciliation':true,'reconciliationWaitDuration':'PT30M'} | ok",
        "{'reconciliationWaitDuration':'P1D'}                 | ok",
        "{'reconciliationWaitDuration':'PT48H'}               | ok",
        "{'reconciliationWaitDuration':'PT48H1S'}             | properties.reconciliationWaitDuration",
        "{'reconciliationWaitDuration':'PT0S'}                | properties.reconciliationWaitDuration",
        "{'reconciliationWaitDuration':'PT'}                  | properties.reconciliationWaitDuration",
        "{'reconciliationWaitDuration':'-PT1H'}               | properties.reconciliationWaitDuration",
        "{'reconciliationWaitDuration':'30m'}                 | properties.reconciliationWaitDuration",
        "{'complianceState':['read-only',{'is':'ignored'}],'statuses':7,'provisioningState':{}} | ok",
        "{'colour':'red'}                                     | properties.colour",
        "{'gitrepository':{}}                                 | properties.gitrepository",
        "{'gitRepository':null}                               | properties.gitRepository",
        "{'bucket':{'url':'https://x.example.com','bucketName':'b'}} | properties.bucket",
        "{'sourceKind':'Bucket'}                              | properties.bucket,properties.gitRepository",
        "{'sourceKind':'Helm'}                                | properties.sourceKind",
        "{'gitRepository':{'url':null}}                       | properties.gitRepository.url",
        "{'gitRepository':{'url':''}}                         | properties.gitRepository.url",
        "{'gitRepository':{'url':'http://git.example.com/a'}} | ok",
        "{'gitRepository':{'url':'git@git.example.com:a/b.git','sshKnownHosts':'<hosts>'}} | ok",
        "{'gitRepository':{'url':'ssh://git@git.example.com:22/a','sshKnownHosts':'<hosts>'}} | ok",
        "{'gitRepository':{'url':'git://git.example.com/a'}}  | properties.gitRepository.url",
        "{'gitRepository':{'url':'someone@git.example.com:a'}} | properties.gitRepository.url",
        "{'gitRepository':{'url':'https://'}}                 | properties.gitRepository.url",
        "{'gitRepository':{'url':'https://a b/c'}}            | properties.gitRepository.url",
        "{'gitRepository':{'url':'https://user:pw@git.example.com/a'}} | properties.gitRepository.url",
        "{'gitRepository':{'url':'https://token@git.example.com/a'}} | properties.gitRepository.url",
        "{'gitRepository':{'url':'https://a@b@git.example.com/a'}} | properties.gitRepository.url",
        "{'gitRepository':{'url':'https://git.example.com/a@b'}} | ok",
        "{'gitRepository':{'url':'ssh://git:pw@git.example.com/a'}} | properties.gitRepository.url",
        "{'gitRepository':{'url':'https://git.example.com/a?Access_Token=x'}} | properties.gitRepository.url",
        "{'gitRepository':{'timeoutInSeconds':null}}          | ok",
        "{'gitRepository':{'timeoutInSeconds':0}}             | properties.gitRepository.timeoutInSeconds",
        "{'gitRepository':{'timeoutInSeconds':86400}}         | ok",
        "{'gitRepository':{'timeoutInSeconds':86401}}         | properties.gitRepository.timeoutInSeconds",
        "{'gitRepository':{'syncIntervalInSeconds':-1}}       | properties.gitRepository.syncIntervalInSeconds",
        "{'gitRepository':{'syncIntervalInSeconds':1.5}}      | properties.gitRepository.syncIntervalInSeconds",
        "{'gitRepository':{'syncIntervalInSeconds':'600'}}    | properties.gitRepository.syncIntervalInSeconds",
        "{'gitRepository':{'repositoryRef':null}}             | properties.gitRepository.repositoryRef",
        "{'gitRepository':{'repositoryRef':{'branch':null}}}  | properties.gitRepository.repositoryRef",
        "{'gitRepository':{'repositoryRef':{'branch':''}}}    | properties.gitRepository.repositoryRef",
        "{'gitRepository':{'repositoryRef':{'tag':''}}}       | ok",
        "{'gitRepository':{'repositoryRef':{'tag':'v1'}}}     | properties.gitRepository.repositoryRef",
        "{'gitRepository':{'repositoryRef':{'branch':null,'tag':'v1'}}} | ok",
        "{'gitRepository':{'repositoryRef':{'branch':null,'semver':'>=1.0.0 <2.0.0-0'}}} | ok",
        "{'gitRepository':{'repositoryRef':{'commit':'0ba6f0d30760d567de0bac86c8c4eec13ce1a590'}}} | ok",
        "{'gitRepository':{'repositoryRef':{'branch':null,'commit':'0ba6f0d30760d567de0bac86c8c4eec13ce1a590'}}} | ok",
        "{'gitRepository':{'repositoryRef':{'branch':null,'tag':'v1','commit':'0ba6f0d30760d567de0bac86c8c4eec13ce1a590'}}} | properties.gitRepository.repositoryRef",
        "{'gitRepository':{'repositoryRef':{'commit':'abc'}}} | properties.gitRepository.repositoryRef.commit",
        "{'gitRepository':{'repositoryRef':{'branch':'--upload-pack=x'}}} | properties.gitRepository.repositoryRef.branch",
        "{'gitRepository':{'repositoryRef':{'branch':'feature/a.b'}}} | ok",
        "{'gitRepository':{'provider':'azure'}}               | ok",
        "{'gitRepository':{'provider':'Bitbucket'}}           | properties.gitRepository.provider",
        "{'gitRepository':{'sshKnownHosts':'<hosts>'}}        | properties.gitRepository.sshKnownHosts",
        "{'gitRepository':{'httpsUser':'u','httpsCACert':'<cert>'}} | ok",
        "{'gitRepository':{'httpsCACert':'ZXhhbXBsZQ=='}}     | properties.gitRepository.httpsCACert",
        "{'gitRepository':{'httpsCACert':'%'}}                | properties.gitRepository.httpsCACert",
        "{'gitRepository':{'url':'http://git.example.com/a','httpsCACert':'<cert>'}} | properties.gitRepository.httpsCACert",
        "{'gitRepository':{'localAuthRef':'my-secret'}}       | ok",
        "{'gitRepository':{'localAuthRef':'My_Secret'}}       | properties.gitRepository.localAuthRef",
        "{'gitRepository':{'localAuthRef':'my-secret','httpsUser':'u'}} | properties.gitRepository.httpsUser",
        "{'gitRepository':{'additionalConfigurations':{'any':{'thing':[1,null]}}}} | ok",
        "{'gitRepository':{'additionalConfigurations':[]}}    | properties.gitRepository.additionalConfigurations",
        "{'configurationProtectedSettings':{}}                | ok",
        "{'configurationProtectedSettings':null}              | ok",
        "{'gitRepository':{'httpsUser':'u'},'configurationProtectedSettings':{'httpsKey':'<text>'}} | ok",
        "{'configurationProtectedSettings':{'httpsKey':'<text>'}} | properties.configurationProtectedSettings.httpsKey",
        "{'configurationProtectedSettings':{'sshPrivateKey':'<key>'}} | properties.configurationProtectedSettings.sshPrivateKey",
        "{'configurationProtectedSettings':{'bucketSecretKey':'<text>'}} | properties.configurationProtectedSettings.bucketSecretKey",
        "{'configurationProtectedSettings':{'surprise':'<text>'}} | properties.configurationProtectedSettings.surprise",
        "{'gitRepository':{'httpsUser':'u'},'configurationProtectedSettings':{'httpsKey':'%%%'}} | properties.configurationProtectedSettings.httpsKey",
        "{'gitRepository':{'localAuthRef':'s'},'configurationProtectedSettings':{'httpsKey':'<text>'}} | properties.configurationProtectedSettings.httpsKey",
        "{'kustomizations':null}                              | ok",
        "{'kustomizations':[]}                                | properties.kustomizations",
        "{'kustomizations':{'apps':null}}                     | ok",
        "{'kustomizations':{'Apps':{}}}                       | properties.kustomizations.Apps",
        "{'kustomizations':{'a.b':{}}}                        | properties.kustomizations['a.b']",
        "{'kustomizations':{'apps':{'name':'ignored'}}}       | ok",
        "{'kustomizations':{'apps':{'path':'./a/b','wait':false,'retryIntervalInSeconds':null}}} | ok",
        "{'kustomizations':{'apps':{'retryIntervalInSeconds':0}}} | properties.kustomizations.apps.retryIntervalInSeconds",
        "{'kustomizations':{'apps':{'validation':'none'}}}    | properties.kustomizations.apps.validation",
        "{'kustomizations':{'apps':{'dependsOn':[]},'b':{'dependsOn':['apps']}}} | ok",
        "{'kustomizations':{'apps':{'dependsOn':['nobody']}}} | properties.kustomizations.apps.dependsOn[0]",
        "{'kustomizations':{'apps':{'dependsOn':['apps']}}}   | properties.kustomizations",
        "{'kustomizations':{'apps':{'dependsOn':['b']},'b':{'dependsOn':['c']},'c':{'dependsOn':['apps']}}} | properties.kustomizations",
        "{'kustomizations':{'apps':{'dependsOn':['b','b']},'b':{}}} | properties.kustomizations.apps.dependsOn[1]",
        "{'kustomizations':{'apps':{'postBuild':null}}}       | ok",
        "{'kustomizations':{'apps':{'postBuild':{'substitute':{'cluster_env':'prod','_x':''}}}}} | ok",
        "{'kustomizations':{'apps':{'postBuild':{'substitute':{'1x':'y'}}}}} | properties.kustomizations.apps.postBuild.substitute.1x",
        "{'kustomizations':{'apps':{'postBuild':{'substitute':{'x':1}}}}} | properties.kustomizations.apps.postBuild.substitute.x",
        "{'kustomizations':{'apps':{'postBuild':{'substituteFrom':[{'kind':'configmap','name':'c','optional':true},{'kind':'Secret','name':'s'}]}}}} | ok",
        "{'kustomizations':{'apps':{'postBuild':{'substituteFrom':[{'kind':'Pod','name':'c'},{'kind':'Secret'}]}}}} | properties.kustomizations.apps.postBuild.substituteFrom[0].kind,properties.kustomizations.apps.postBuild.substituteFrom[1].name",
        "{'kustomizations':{'apps':{'additionalConfigurations':{'decryption':{'provider':'sops'}}}}} | ok"
      })
  void gitRepository(String change, String refused) {
    check(GIT, change, refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | ok",
        "{'gitRepository':{'sshKnownHosts':'<hosts>'}}        | ok",
        "{'gitRepository':{'sshKnownHosts':'<text>'}}         | properties.gitRepository.sshKnownHosts",
        "{'gitRepository':{'httpsUser':'u'}}                  | properties.gitRepository.httpsUser",
        "{'gitRepository':{'httpsCACert':'<cert>'}}           | properties.gitRepository.httpsCACert",
        "{'configurationProtectedSettings':{'sshPrivateKey':'<key>'}} | ok",
        "{'configurationProtectedSettings':{'sshPrivateKey':'<text>'}} | properties.configurationProtectedSettings.sshPrivateKey",
        "{'configurationProtectedSettings':{'sshPrivateKey':'<unended>'}} | properties.configurationProtectedSettings.sshPrivateKey",
        "{'gitRepository':{'localAuthRef':'s'},'configurationProtectedSettings':{'sshPrivateKey':'<key>'}} | properties.configurationProtectedSettings.sshPrivateKey"
      })
  void gitRepositoryOverSsh(String change, String refused) {
    check(SSH, change, refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | ok",
        "{'gitRepository':null}                               | ok",
        "{'bucket':{'url':'ssh://git@x.example.com/a'}}       | properties.bucket.url",
        "{'bucket':{'url':'https://k:s@x.example.com'}}       | properties.bucket.url",
        "{'bucket':{'bucketName':null}}                       | properties.bucket.bucketName",
        "{'bucket':{'insecure':true}}                         | ok",
        "{'bucket':{'accessKey':'k'}}                         | ok",
        "{'bucket':{'accessKey':'k','localAuthRef':'s'}}      | properties.bucket.accessKey",
        "{'bucket':{'accessKey':'k'},'configurationProtectedSettings':{'bucketSecretKey':'<text>'}} | ok",
        "{'configurationProtectedSettings':{'bucketSecretKey':'<text>'}} | properties.configurationProtectedSettings.bucketSecretKey",
        "{'bucket':{'localAuthRef':'s'},'configurationProtectedSettings':{'bucketSecretKey':'<text>'}} | properties.configurationProtectedSettings.bucketSecretKey",
        "{'configurationProtectedSettings':{'httpsKey':'<text>'}} | properties.configurationProtectedSettings.httpsKey"
      })
  void bucket(String change, String refused) {
    check(BUCKET, change, refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | ok",
        "{'azureBlob':{'containerName':''}}                   | properties.azureBlob.containerName",
        "{'azureBlob':{'url':'https://a.example.com/?sig=x'}} | properties.azureBlob.url",
        "{'azureBlob':{'accountKey':'k'}}                     | ok",
        "{'azureBlob':{'sasToken':'k'}}                       | ok",
        "{'azureBlob':{'accountKey':'k','sasToken':'k'}}      | properties.azureBlob",
        "{'azureBlob':{'managedIdentity':{'clientId':<guid>}}} | ok",
        "{'azureBlob':{'managedIdentity':{'clientId':'me'}}}  | properties.azureBlob.managedIdentity.clientId",
        "{'azureBlob':{'managedIdentity':{'clientId':<guid>},'localAuthRef':'s'}} | properties.azureBlob",
        "{'azureBlob':{'servicePrincipal':{'clientId':<guid>,'tenantId':<guid>,'clientSecret':'x'}}} | ok",
        "{'azureBlob':{'servicePrincipal':{'clientId':<guid>}}} | properties.azureBlob.servicePrincipal.tenantId",
        "{'azureBlob':{'servicePrincipal':{'clientId':<guid>,'tenantId':<guid>,'clientSecret':'x','clientCertificate':'<text>'}}} | properties.azureBlob.servicePrincipal",
        "{'azureBlob':{'servicePrincipal':{'clientId':<guid>,'tenantId':<guid>,'clientCertificate':'<text>','clientCertificatePassword':'p','clientCertificateSendChain':true}}} | ok",
        "{'configurationProtectedSettings':{'httpsKey':'<text>'}} | properties.configurationProtectedSettings.httpsKey"
      })
  void azureBlob(String change, String refused) {
    check(BLOB, change, refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | ok",
        "{'ociRepository':{'url':'https://ghcr.example.com/a'}} | properties.ociRepository.url",
        "{'ociRepository':{'url':'oci://ghcr.example.com'}}   | properties.ociRepository.url",
        "{'ociRepository':{'url':'oci://localhost:5000/a:v1'}} | properties.ociRepository.url",
        "{'ociRepository':{'url':'oci://localhost:5000/a'}}   | ok",
        "{'ociRepository':{'repositoryRef':{'tag':'v1'}}}     | ok",
        "{'ociRepository':{'repositoryRef':{'semver':'1.x'}}} | ok",
        "{'ociRepository':{'repositoryRef':{'digest':'sha256:abc'}}} | properties.ociRepository.repositoryRef.digest",
        "{'ociRepository':{'repositoryRef':{'tag':'v1','semver':'1.x'}}} | ok",
        "{'ociRepository':{'layerSelector':{'mediaType':'application/x','operation':'Copy'}}} | ok",
        "{'ociRepository':{'layerSelector':{'operation':'move'}}} | properties.ociRepository.layerSelector.operation",
        "{'ociRepository':{'verify':{'provider':'cosign','verificationConfig':{'cosign.pub':'<text>'},'matchOidcIdentity':[{'issuer':'i','subject':'s'}]}}} | ok",
        "{'ociRepository':{'verify':{'matchOidcIdentity':[{'issuer':'i'}]}}} | properties.ociRepository.verify.provider,properties.ociRepository.verify.matchOidcIdentity[0].subject",
        "{'ociRepository':{'localAuthRef':'s','serviceAccountName':'a'}} | properties.ociRepository.serviceAccountName",
        "{'ociRepository':{'localAuthRef':'s','useWorkloadIdentity':true}} | properties.ociRepository.useWorkloadIdentity",
        "{'ociRepository':{'localAuthRef':'s','useWorkloadIdentity':false}} | ok",
        "{'ociRepository':{'tlsConfig':{'caCertificate':'<cert>'}}} | ok",
        "{'ociRepository':{'tlsConfig':{'clientCertificate':'<cert>','privateKey':'<key>'}}} | ok",
        "{'ociRepository':{'tlsConfig':{'clientCertificate':'<cert>'}}} | properties.ociRepository.tlsConfig.privateKey",
        "{'ociRepository':{'tlsConfig':{'privateKey':'<text>','clientCertificate':'<cert>'}}} | properties.ociRepository.tlsConfig.privateKey"
      })
  void ociRepository(String change, String refused) {
    check(OCI, change, refused);
  }

  @Test
  void anOciRepositoryWithoutReferenceFollowsLatest() {
    // When
    var outcome = FluxConfigurationSchema.SCHEMA.create("c", body(OCI, "{}"));

    // Then
    assertThat(Bodies.properties(outcome).at("/ociRepository/repositoryRef").toString())
        .isEqualTo("{\"tag\":\"latest\"}");
  }

  @Test
  void namesAreTogetherAtMost62CharactersLong() {
    // Given
    var fits = "c".repeat(58);

    // When
    var shortEnough = FluxConfigurationSchema.SCHEMA.create(fits, body(GIT, "{}"));
    var tooLong = FluxConfigurationSchema.SCHEMA.create(fits + "c", body(GIT, "{}"));

    // Then
    assertThat(targets(shortEnough)).isEmpty();
    assertThat(targets(tooLong)).containsExactly("properties.kustomizations.apps");
  }

  @Test
  void aMissingSourceBlockIsNamedInArmsWords() {
    // When
    var outcome = FluxConfigurationSchema.SCHEMA.create("c", json("{'properties':{}}"));

    // Then
    assertThat(((Outcome.Refused) outcome).error())
        .satisfies(
            error -> {
              assertThat(error.code().name()).isEqualTo("ValidationFailed");
              assertThat(error.message())
                  .startsWith(
                      "Invalid source kind match. Config with specified source kind 'GitRepository' must contain corresponding body");
              assertThat(error.target()).isEqualTo("properties.gitRepository");
            });
  }

  private static void check(String base, String change, String refused) {
    // When
    var outcome = FluxConfigurationSchema.SCHEMA.create("baseline", body(base, change));

    // Then
    assertThat(targets(outcome))
        .as(outcome.toString())
        .isEqualTo(refused.equals("ok") ? List.of() : List.of(refused.split(",")));
  }

  private static ObjectNode body(String base, String change) {
    var body = json("{}");
    body.set("properties", merge(json(base), json(filled(change))));
    return body;
  }

  /// A merge that keeps nulls, so that rows can send them.
  private static ObjectNode merge(ObjectNode base, ObjectNode change) {
    change
        .properties()
        .forEach(
            entry -> {
              if (base.get(entry.getKey()) instanceof ObjectNode inner
                  && entry.getValue() instanceof ObjectNode more) {
                merge(inner, more);
              } else {
                base.set(entry.getKey(), entry.getValue());
              }
            });
    return base;
  }

  private static String filled(String text) {
    return text.replace("<text>", base64("secret"))
        .replace("<key>", base64(PEM_KEY))
        .replace("<unended>", base64(PEM_KEY.strip()))
        .replace("<cert>", base64(PEM_CERTIFICATE))
        .replace("<hosts>", base64(Bodies.KNOWN_HOSTS))
        .replace("<guid>", GUID);
  }
}
