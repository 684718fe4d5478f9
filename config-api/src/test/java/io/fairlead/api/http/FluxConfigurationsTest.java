package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeConfigurations;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Progress;
import io.fairlead.store.StoredConfiguration;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FluxConfigurationsTest {
  private static final String BASELINE = FLUX + "/baseline";

  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database);

  @BeforeEach
  void registerCluster() {
    api.register();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void connect() {
    Instant now = database.clock().instant();
    database.connectivity(
        CLUSTER, new Connectivity(Connectivity.State.Connected, now, now, true, null, null));
  }

  @Test
  void aNewOneIsCreatedWithDefaultsAnETagAndTheHeadersOfItsOperation() {
    // When
    Reply created = api.put(BASELINE, flux("main"));

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/id")).isEqualTo(BASELINE);
    assertThat(created.at("/name")).isEqualTo("baseline");
    assertThat(created.at("/properties/scope")).isEqualTo("cluster");
    assertThat(created.at("/properties/provisioningState")).isEqualTo("Succeeded");
    assertThat(created.at("/properties/complianceState")).isEqualTo("Pending");
    assertThat(created.at("/properties/delivery/state")).isEqualTo("NotDelivered");
    assertThat(created.at("/properties/delivery/reason")).contains("never connected");
    assertThat(created.json().has("etag")).isFalse();
    assertThat(created.etag()).matches("\"[0-9a-f-]{36}-\\d+\"");
    assertThat(created.header("x-ms-async-operation-timeout")).hasValue("PT48H");
    assertThat(created.header("Location")).isEmpty();
    assertThat(created.header("Azure-AsyncOperation"))
        .isEqualTo(created.header("Operation-Location"))
        .hasValueSatisfying(
            url ->
                assertThat(url)
                    .startsWith(api.url() + BASELINE + "/operations/")
                    .endsWith("?api-version=2023-05-01"));
  }

  @Test
  void theOperationOfAWriteHasSucceededWhenItIsAnswered() {
    // Given
    Reply created = api.put(BASELINE, flux("main"));

    // When
    Reply operation = api.get(created.header("Azure-AsyncOperation").orElseThrow());

    // Then
    assertThat(operation.status()).isEqualTo(200);
    assertThat(operation.at("/status")).isEqualTo("Succeeded");
    assertThat(operation.at("/id")).endsWith("/operations/" + operation.at("/name"));
    assertThat(operation.header("Retry-After")).isEmpty();
  }

  @Test
  void theSameBodyAgainChangesNothing() {
    // Given
    Reply created = api.put(BASELINE, flux("main"));

    // When
    Reply again = api.put(BASELINE, flux("main"));

    // Then
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.etag()).isEqualTo(created.etag());
    assertThat(again.header("Azure-AsyncOperation")).isEmpty();
  }

  @Test
  void whatAGetShowsCanBePutBackUnchanged() {
    // Given
    Reply created = api.put(BASELINE, flux("main"));
    Reply shown = api.get(BASELINE);

    // When
    Reply again = api.put(BASELINE, shown.text());

    // Then
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.etag()).isEqualTo(created.etag());
  }

  @Test
  void aChangeKeepsTheIncarnationAndMovesTheGeneration() {
    // Given
    Reply created = api.put(BASELINE, flux("main"));

    // When
    Reply changed = api.put(BASELINE, flux("release"));

    // Then
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.etag()).startsWith(created.etag().substring(0, 37));
    assertThat(changed.etag()).isNotEqualTo(created.etag());
    assertThat(changed.header("Azure-AsyncOperation")).isPresent();
  }

  @Test
  void aPatchMergesAndAnswers202() {
    // Given
    api.put(BASELINE, flux("main"));

    // When
    Reply patched = api.patch(BASELINE, "{\"properties\": {\"suspend\": true}}");

    // Then
    assertThat(patched.status()).isEqualTo(202);
    assertThat(patched.at("/properties/suspend")).isEqualTo("true");
    assertThat(patched.at("/properties/gitRepository/repositoryRef/branch")).isEqualTo("main");
    assertThat(patched.header("Location")).isEqualTo(patched.header("Azure-AsyncOperation"));
    assertThat(patched.header("Retry-After")).hasValue("1");
  }

  @Test
  void aPatchThatChangesNothingAnswers200() {
    // Given
    Reply created = api.put(BASELINE, flux("main"));

    // When
    Reply patched = api.patch(BASELINE, "{\"properties\": {\"suspend\": false}}");

    // Then
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.etag()).isEqualTo(created.etag());
    assertThat(patched.header("Azure-AsyncOperation")).isEmpty();
  }

  @Test
  void aPatchOfNothingIsNotFound() {
    // When
    Reply patched = api.patch(BASELINE, "{\"properties\": {\"suspend\": true}}");

    // Then
    assertThat(patched.status()).isEqualTo(404);
    assertThat(patched.code()).isEqualTo("ResourceNotFound");
  }

  @Test
  void aDeleteWaitsForAConnectedClusterAndItsOperationRunsUntilThen() {
    // Given
    connect();
    api.put(BASELINE, flux("main"));
    Reply deleted = api.delete(BASELINE);
    String operation = deleted.header("Azure-AsyncOperation").orElseThrow();
    Reply running = api.get(operation);
    Reply listed = api.get(FLUX.replace("fluxConfigurations", "operations"));
    Reply shown = api.get(BASELINE);
    Reply refused = api.put(BASELINE, flux("other"));

    // When
    database.confirmRemoval(BASELINE);

    // Then
    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.header("Location")).hasValue(operation);
    assertThat(deleted.header("x-ms-async-operation-timeout")).hasValue("PT1H");
    assertThat(running.at("/status")).isEqualTo("Running");
    assertThat(running.header("Retry-After")).hasValue("1");
    assertThat(listed.at("/value/0/name")).isEqualTo(running.at("/name"));
    assertThat(shown.at("/properties/provisioningState")).isEqualTo("Deleting");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("ResourceBeingDeleted");
    assertThat(api.get(operation).at("/status")).isEqualTo("Succeeded");
    assertThat(api.get(BASELINE).status()).isEqualTo(404);
  }

  @Test
  void aDeleteIsDoneAtOnceWithoutClusterOrWithForce() {
    // Given
    api.put(BASELINE, flux("main"));
    Reply never = api.delete(BASELINE);
    connect();
    api.put(BASELINE, flux("main"));

    // When
    Reply forced = api.delete(BASELINE + "?forceDelete=true");

    // Then
    assertThat(never.status()).isEqualTo(200);
    assertThat(forced.status()).isEqualTo(200);
    assertThat(api.delete(BASELINE).status()).isEqualTo(204);
  }

  @Test
  void waitingForTheClusterKeepsTheOperationRunningUntilTimeIsUp() {
    // Given
    Reply created =
        api.put(
            BASELINE,
            flux("main")
                .replace(
                    "{\"properties\": {",
                    "{\"properties\": {\"waitForReconciliation\": true,"
                        + " \"reconciliationWaitDuration\": \"PT1H\","));
    String operation = created.header("Azure-AsyncOperation").orElseThrow();
    Reply running = api.get(operation);

    // When
    database.pass(Duration.ofHours(1));

    // Then
    assertThat(created.at("/properties/provisioningState")).isEqualTo("Creating");
    assertThat(running.at("/status")).isEqualTo("Running");
    Reply failed = api.get(operation);
    assertThat(failed.at("/status")).isEqualTo("Failed");
    assertThat(failed.at("/startTime")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(failed.at("/endTime")).isEqualTo("2026-01-01T01:00:00Z");
    assertThat(failed.at("/error/message")).contains("PT1H").contains("never connected");
    assertThat(api.get(BASELINE).at("/properties/errorMessage")).contains("PT1H");
  }

  @Test
  void aSecretIsTakenAndNeverShown() throws Exception {
    // Given
    registerWithKey("RSA");

    // When
    Reply created = api.put(BASELINE, withHttpsKey("c2VjcmV0"));

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text() + api.get(BASELINE).text())
        .doesNotContain("c2VjcmV0", "secret", "httpsKey");
  }

  @Test
  void aSecretCannotBeSealedToAKeyThatIsNotRsa() throws Exception {
    // Given
    registerWithKey("Ed25519");

    // When
    Reply refused = api.put(BASELINE, withHttpsKey("c2VjcmV0"));

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/error/target")).isEqualTo("properties.agentPublicKeyCertificate");
    assertThat(refused.at("/error/message")).contains("RSA");
    assertThat(refused.text()).doesNotContain("c2VjcmV0");
    assertThat(api.get(BASELINE).status()).isEqualTo(404);
  }

  @Test
  void aSecretThatIsNotBase64IsNamedAndNotQuoted() {
    // When
    Reply refused = api.put(BASELINE, withHttpsKey("not_base64!"));

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/error/target"))
        .isEqualTo("properties.configurationProtectedSettings.httpsKey");
    assertThat(refused.text()).doesNotContain("not_base64");
  }

  private void registerWithKey(String algorithm) throws GeneralSecurityException {
    String key =
        Base64.getEncoder()
            .encodeToString(
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic().getEncoded());
    api.put(CLUSTER, ApiUnderTest.cluster().replace(ApiUnderTest.KEY, key));
  }

  private static String withHttpsKey(String key) {
    return flux("main")
        .replace("\"repositoryRef\"", "\"httpsUser\": \"robot\", \"repositoryRef\"")
        .replace(
            "{\"properties\": {",
            "{\"properties\": {\"configurationProtectedSettings\": {\"httpsKey\": \"%s\"},"
                .formatted(key));
  }

  @Test
  void aConfigurationNeedsItsCluster() {
    // When
    Reply refused = api.put(BASELINE.replace("/ship/", "/nobody/"), flux("main"));

    // Then
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.code()).isEqualTo("ParentResourceNotFound");
    assertThat(refused.at("/error/message")).contains("nobody");
  }

  @Test
  void namesAndFixedSegmentsCompareWithoutRegardToCaseAndAreShownAsFirstWritten() {
    // Given
    api.put(FLUX + "/BaseLine", flux("main"));

    // When
    Reply shown = api.get((FLUX + "/baseline").toUpperCase(Locale.ROOT));

    // Then
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.at("/id")).isEqualTo(FLUX + "/BaseLine");
  }

  @Test
  void anOperationIsFoundOnItsOwnResourceOnly() {
    // Given
    String operation = api.put(BASELINE, flux("main")).header("Azure-AsyncOperation").orElseThrow();

    // When
    Reply elsewhere = api.get(operation.replace("/baseline/", "/other/"));
    Reply nonsense = api.get(BASELINE + "/operations/nonsense");

    // Then
    assertThat(elsewhere.code()).isEqualTo("ResourceNotFound");
    assertThat(nonsense.code()).isEqualTo("ResourceNotFound");
  }

  private static String waiting(String branch) {
    return flux(branch)
        .replace(
            "{\"properties\": {",
            "{\"properties\": {\"waitForReconciliation\": true,"
                + " \"reconciliationWaitDuration\": \"PT1H\",");
  }

  private String operationOf(Reply reply) {
    assertThat(reply.status()).isLessThan(300);
    return reply.header("Azure-AsyncOperation").orElseThrow();
  }

  private void reportCompliant() {
    StoredConfiguration stored = database.configuration(BASELINE);
    var mark = new Progress.Mark(stored.generation(), database.clock().instant());
    database.move(
        BASELINE, c -> FakeConfigurations.with(c, new Progress(mark, mark, null, mark, null)));
  }

  @Test
  void aWaitingWriteThatIsDeletedBeforeItWasCompliantIsCanceled() {
    // Given
    String operation = operationOf(api.put(BASELINE, waiting("main")));
    database.pass(Duration.ofMinutes(1));

    // When
    api.delete(BASELINE);

    // Then
    Reply canceled = api.get(operation);
    assertThat(canceled.at("/status")).isEqualTo("Canceled");
    assertThat(canceled.at("/startTime")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(canceled.at("/endTime")).isEqualTo("2026-01-01T00:01:00Z");
  }

  @Test
  void aWaitingWriteThatIsReplacedBeforeItWasCompliantIsCanceled() {
    // Given
    String first = operationOf(api.put(BASELINE, waiting("main")));
    database.pass(Duration.ofMinutes(1));

    // When
    String second = operationOf(api.put(BASELINE, waiting("other")));

    // Then
    assertThat(api.get(first).at("/status")).isEqualTo("Canceled");
    assertThat(api.get(second).at("/status")).isEqualTo("Running");
  }

  @Test
  void aWaitingWriteHasSucceededWhenTheClusterReportedIt() {
    // Given
    connect();
    String operation = operationOf(api.put(BASELINE, waiting("main")));
    database.pass(Duration.ofMinutes(2));

    // When
    reportCompliant();

    // Then
    Reply succeeded = api.get(operation);
    assertThat(succeeded.at("/status")).isEqualTo("Succeeded");
    assertThat(succeeded.at("/endTime")).isEqualTo("2026-01-01T00:02:00Z");
    api.delete(BASELINE);
    assertThat(api.get(operation).at("/status")).isEqualTo("Succeeded");
  }

  @Test
  void aWriteThatDoesNotWaitStaysSucceededWhateverBecomesOfItsResource() {
    // Given
    String operation = operationOf(api.put(BASELINE, flux("main")));
    api.put(BASELINE, waiting("other"));

    // When
    api.delete(BASELINE);

    // Then
    assertThat(api.get(operation).at("/status")).isEqualTo("Succeeded");
  }

  @Test
  void whatIsBeingDeletedTakesNoPatchAndDeletingItAgainIsTheSameOperation() {
    // Given
    connect();
    api.put(BASELINE, flux("main"));
    String operation = operationOf(api.delete(BASELINE));

    // When
    Reply patched = api.patch(BASELINE, "{\"properties\": {\"suspend\": true}}");
    Reply nonsense = api.delete(BASELINE + "?forceDelete=x");
    Reply forced = api.delete(BASELINE + "?forceDelete=true");

    // Then
    assertThat(patched.status()).isEqualTo(409);
    assertThat(patched.code()).isEqualTo("ResourceBeingDeleted");
    assertThat(nonsense.status()).isEqualTo(400);
    assertThat(nonsense.at("/error/target")).isEqualTo("forceDelete");
    assertThat(forced.status()).isEqualTo(200);
    assertThat(api.get(operation).at("/status")).isEqualTo("Succeeded");
    assertThat(api.get(BASELINE).status()).isEqualTo(404);
  }
}
