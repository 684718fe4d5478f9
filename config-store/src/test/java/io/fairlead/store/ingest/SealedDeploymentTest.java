package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static io.fairlead.store.ingest.PolicyIngestion.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.ClusterWrite;
import io.fairlead.store.ProtectedFault;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.secret.SecretHandover;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jose4j.jwe.JsonWebEncryption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Secrets of policies are sealed for each cluster that they go to.
@Tag("process")
class SealedDeploymentTest {
  private static PolicyIngestion ingestion;
  private static StoreUnderTest store;

  @BeforeAll
  static void open() {
    ingestion = PolicyIngestion.open(SecretHandover.SEALED);
    store = ingestion.store();
  }

  @AfterAll
  static void close() {
    ingestion.close();
  }

  @Test
  void aSecretIsSealedToTheKeyOfEachCluster() throws Exception {
    // Given
    KeyPair first = register("first");
    KeyPair second = register("second");
    PolicyEngine engine = PolicyEngine.assign(store, "each");

    // When
    ingestion.ingest(
        engine.writes(flux("first", "base"), properties("branch", "main"), KEY),
        engine.writes(flux("second", "base"), properties("branch", "main"), KEY));

    // Then
    assertThat(opened(first, ingestion.find(flux("first", "base")))).isEqualTo("password");
    assertThat(opened(second, ingestion.find(flux("second", "base")))).isEqualTo("password");
  }

  @Test
  void theSameAgainSealsNothingAgain() throws Exception {
    // Given
    register("again");
    PolicyEngine engine = PolicyEngine.assign(store, "again");
    Incoming deployment = engine.writes(flux("again", "base"), properties("branch", "main"), KEY);
    ingestion.ingest(deployment);
    String before = ingestion.rows("again") + jwe(ingestion.find(flux("again", "base")));

    // When
    ingestion.ingest(deployment);

    // Then
    assertThat(ingestion.rows("again") + jwe(ingestion.find(flux("again", "base"))))
        .isEqualTo(before);
  }

  @Test
  void whatWasLostIsAskedForAgainAndSealedAnew() throws Exception {
    // Given
    register("lost");
    PolicyEngine engine = PolicyEngine.assign(store, "lost");
    ingestion.ingest(engine.writes(flux("lost", "base"), properties("branch", "main"), KEY));
    String wanted = PolicyIngestion.manager(ingestion.find(flux("lost", "base"))).digest();
    KeyPair replaced = register("lost");
    StoredConfiguration lost = ingestion.find(flux("lost", "base"));

    // When
    ingestion.ingest(engine.writes(flux("lost", "base"), properties("branch", "main"), KEY));

    // Then
    assertThat(Objects.requireNonNull(lost.protectedFault()).kind())
        .isEqualTo(ProtectedFault.Kind.Lost);
    assertThat(PolicyIngestion.manager(lost).digest()).isNotEqualTo(wanted);
    StoredConfiguration mended = ingestion.find(flux("lost", "base"));
    assertThat(mended.protectedFault()).isNull();
    assertThat(PolicyIngestion.manager(mended).digest()).isEqualTo(wanted);
    assertThat(PolicyIngestion.manager(mended).generation()).isEqualTo(mended.generation());
    assertThat(opened(replaced, mended)).isEqualTo("password");
  }

  @Test
  void aKeyThatSealsNothingIsTheFailureOfItsClusterAlone() throws Exception {
    // Given
    Edge.register(store, cluster("keyless"));
    KeyPair key = register("keyed");
    PolicyEngine engine = PolicyEngine.assign(store, "keys");
    for (String name : new String[] {"keyless", "keyed"}) {
      ingestion.ingest(
          record(
              engine.verdict(
                  cluster(name),
                  PolicyCompliance.Unknown,
                  Reason.Deploying,
                  properties("branch", "main"))));
    }

    // When
    ingestion.ingest(
        engine.writes(flux("keyless", "base"), properties("branch", "main"), KEY),
        engine.writes(flux("keyed", "base"), properties("branch", "main"), KEY));

    // Then
    assertThat(ingestion.state("keyless"))
        .startsWith("NonCompliant SecretUnavailable")
        .contains("agentPublicKeyCertificate")
        .doesNotContain("cGFzc3dvcmQ=", "password");
    assertThat(ingestion.state("keyed")).isEqualTo("Unknown Deploying null");
    assertThat(opened(key, ingestion.find(flux("keyed", "base")))).isEqualTo("password");
  }

  private static KeyPair register(String name) throws Exception {
    KeyPair key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    store.ask(
        () ->
            store
                .clusters()
                .put(
                    new ClusterWrite(
                        cluster(name),
                        "westeurope",
                        Map.of(),
                        null,
                        Base64.getEncoder().encodeToString(key.getPublic().getEncoded()),
                        properties("kind", "x"),
                        Samples.USER),
                    ANYTHING));
    return key;
  }

  private static String jwe(StoredConfiguration of) {
    return ingestion.text(
        "select jwe from protected_settings where uid = '%s' and name = 'httpsKey' and version = %d"
            .formatted(of.uid(), of.generation()));
  }

  private static String opened(KeyPair key, StoredConfiguration of) throws Exception {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setCompactSerialization(jwe(of));
    jwe.setKey(key.getPrivate());
    return jwe.getPlaintextString();
  }
}
