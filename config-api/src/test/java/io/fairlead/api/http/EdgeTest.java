package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.SOURCE_CONTROL;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.TOKEN;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.request.PercentEncoding;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EdgeTest {
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

  private static void inArmsShape(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).hasValue("application/json; charset=utf-8");
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.at("/error/message")).isNotEmpty();
    assertThat(reply.header("x-ms-request-id")).isPresent();
  }

  @Test
  void everyAnswerHasARequestIdAndEchoesTheClients() {
    // When
    Reply reply =
        api.call("GET", CLUSTER)
            .header("x-ms-client-request-id", "my-id-1")
            .header("x-ms-correlation-request-id", "journey-7")
            .send();

    // Then
    assertThat(reply.header("x-ms-request-id").orElseThrow()).hasSize(36);
    assertThat(reply.header("x-ms-client-request-id")).hasValue("my-id-1");
    assertThat(reply.header("x-ms-correlation-request-id")).hasValue("journey-7");
  }

  @Test
  void idsThatAreNotFitToBeRepeatedAreNot() {
    // When
    Reply reply =
        api.call("GET", CLUSTER)
            .header("x-ms-client-request-id", "x".repeat(129))
            .header("x-ms-correlation-request-id", "a b")
            .send();

    // Then
    assertThat(reply.header("x-ms-client-request-id")).isEmpty();
    assertThat(reply.header("x-ms-correlation-request-id"))
        .isEqualTo(reply.header("x-ms-request-id"));
  }

  @Test
  void aTokenIsNeeded() {
    // When
    Reply none = api.call("GET", CLUSTER).header("Authorization", "Basic abc").send();
    Reply wrong = api.call("GET", CLUSTER).header("Authorization", "Bearer " + TOKEN + "x").send();
    Reply right = api.call("GET", CLUSTER).header("Authorization", "bearer  " + TOKEN).send();

    // Then
    inArmsShape(none, 401, "AuthenticationFailed");
    assertThat(none.header("WWW-Authenticate")).hasValue("Bearer realm=\"fairlead\"");
    inArmsShape(wrong, 401, "InvalidAuthenticationToken");
    assertThat(wrong.header("WWW-Authenticate"))
        .hasValueSatisfying(v -> assertThat(v).contains("invalid_token"));
    assertThat(right.status()).isEqualTo(200);
    assertThat(api.log().toString()).doesNotContain(TOKEN);
  }

  @Test
  void withoutATokenNothingIsToldOfWhatExists() {
    // When
    Reply nowhere = api.call("GET", "/nowhere").header("Authorization", "none").send();

    // Then
    inArmsShape(nowhere, 401, "AuthenticationFailed");
  }

  @Test
  void anApiVersionIsNeededAndTheOnesThereAreAreTold() {
    // When
    Reply missing = api.call("GET", CLUSTERS).version("").send();
    Reply unknown = api.call("GET", CLUSTERS).version("1999-01-01").send();
    Reply ofAnotherType = api.call("GET", FLUX).version("2021-03-01").send();
    Reply ofArm = api.call("GET", "/subscriptions").version("1999-01-01").send();
    Reply anyCase = api.call("GET", CLUSTERS).version("2024-07-15-PREVIEW").send();

    // Then
    inArmsShape(missing, 400, "MissingApiVersionParameter");
    inArmsShape(unknown, 400, "NoRegisteredProviderFound");
    assertThat(unknown.at("/error/message"))
        .contains("'1999-01-01'", "'connectedClusters'", "2021-10-01");
    inArmsShape(ofAnotherType, 400, "NoRegisteredProviderFound");
    inArmsShape(ofArm, 400, "InvalidApiVersionParameter");
    assertThat(anyCase.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Microsoft.ContainerService/managedClusters, 2017-08-31",
    "Microsoft.ContainerService/managedClusters, 2018-08-01-preview",
    "Microsoft.ContainerService/managedClusters, 2020-09-01",
    "Microsoft.ContainerService/managedClusters, 2024-09-02-preview",
    "Microsoft.ContainerService/managedClusters, 2026-04-01",
    "Microsoft.Kubernetes/connectedClusters, 2020-01-01-preview",
    "Microsoft.Kubernetes/connectedClusters, 2026-05-01"
  })
  void publishedApiVersionsAreAccepted(String type, String version) {
    // When
    Reply listed =
        api.call("GET", "/subscriptions/" + SUBSCRIPTION + "/providers/" + type)
            .version(version)
            .send();

    // Then
    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2015-11-01", "2016-02-01", "2018-02-01", "2019-08-01", "2025-04-01"})
  void publishedApiVersionsOfArmItselfAreAccepted(String version) {
    // When
    Reply subscriptions = api.call("GET", "/subscriptions").version(version).send();

    // Then
    assertThat(subscriptions.status()).isEqualTo(200);
  }

  @Test
  void duplicateNamesAndNumbersOutOfRangeAreTheSendersFault() {
    // When
    List<Reply> refused =
        List.of(
            api.put(FLUX + "/x", "{\"properties\": {}, \"properties\": {}}"),
            api.put(FLUX + "/x", "{\"a\": 100e2147483647}"),
            api.put(FLUX + "/x", "{\"a\": 1e99999999999}"));

    // Then
    assertThat(refused).allSatisfy(reply -> inArmsShape(reply, 400, "InvalidRequestContent"));
  }

  @Test
  void whatIsNotOfferedIsRefusedInArmsWords() {
    // Given
    String extension = FLUX.replace("fluxConfigurations", "extensions");

    // When
    Reply type = api.put(extension + "/flux", "{}");
    Reply status = api.get(extension + "/flux/operations/1");
    Reply namespace =
        api.get("/subscriptions/" + SUBSCRIPTION + "/providers/Example.Nowhere/things");
    Reply onNamespace = api.get(CLUSTER + "/providers/Example.Nowhere/things/x");
    Reply nowhere = api.get("/nowhere");

    // Then
    inArmsShape(type, 404, "InvalidResourceType");
    assertThat(type.at("/error/message"))
        .isEqualTo(
            "The resource type 'extensions' could not be found in the namespace"
                + " 'Microsoft.KubernetesConfiguration' for api version '2023-05-01'.");
    inArmsShape(status, 404, "InvalidResourceType");
    inArmsShape(namespace, 404, "InvalidResourceNamespace");
    inArmsShape(onNamespace, 404, "InvalidResourceNamespace");
    inArmsShape(nowhere, 404, "NotFound");
  }

  @Test
  void aMethodThatAResourceDoesNotHaveIsRefusedWithThoseItHas() {
    // When
    Reply patch = api.patch(SOURCE_CONTROL + "/x", "{}");
    Reply post = api.call("POST", CLUSTER).body("{}").send();
    Reply action = api.call("POST", CLUSTER + "/listClusterUserCredential").body("{}").send();

    // Then
    inArmsShape(patch, 405, "MethodNotAllowed");
    assertThat(patch.header("Allow")).hasValue("GET, HEAD, PUT, DELETE");
    inArmsShape(post, 405, "MethodNotAllowed");
    assertThat(post.header("Allow")).hasValue("GET, HEAD, PUT, PATCH, DELETE");
    inArmsShape(action, 405, "MethodNotAllowed");
    assertThat(action.at("/error/message")).contains("'POST'", "listClusterUserCredential");
  }

  @ParameterizedTest
  @CsvSource({
    "/subscriptions/not-a-uuid, InvalidSubscriptionId",
    "/subscriptions/%00, InvalidSubscriptionId",
    "/subscriptions/%zz, InvalidResourceId",
    "/subscriptions/%ff, InvalidResourceId",
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ends-with.,"
        + " InvalidResourceName",
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/a%2Fb, InvalidResourceName",
  })
  void valuesInThePathHaveTheirRules(String path, String code) {
    // When
    String raw = Sockets.exchange(api.port(), Sockets.get(path + "?api-version=2021-04-01"));

    // Then
    assertThat(raw).startsWith("HTTP/1.1 400 ").contains("\"code\":\"" + code + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "-a", "a_", "x\u00e4"})
  void namesOfClustersHaveTheirRules(String name) {
    // When
    Reply refused = api.put(CLUSTERS + "/" + PercentEncoding.encode(name), cluster());

    // Then
    inArmsShape(refused, 400, "InvalidResourceName");
  }

  @Test
  void bodiesThatAreNotWhatTheyShouldBeAreRefused() {
    // Given
    String target = FLUX + "/x";
    byte[] wrongUtf8 = "{\"properties\": \"??\"}".getBytes(StandardCharsets.US_ASCII);
    wrongUtf8[16] = (byte) 0xc3;
    wrongUtf8[17] = (byte) 0x28;

    // When
    List<Reply> unreadable =
        List.of(
            api.put(target, "{\"properties\": "),
            api.put(target, "[1]"),
            api.put(target, " "),
            api.put(target, "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)),
            api.call("PUT", target).body(wrongUtf8).send());
    Reply tooLarge = api.put(target, "{\"a\": \"" + "x".repeat(1024 * 1024) + "\"}");
    Reply noType =
        api.call("PUT", target).body(flux("main")).header("Content-Type", "text/xml").send();
    Reply otherCharset =
        api.call("PUT", target)
            .body(flux("main"))
            .header("Content-Type", "application/json; charset=utf-16")
            .send();
    Reply compressed =
        api.call("PUT", target).body(flux("main")).header("Content-Encoding", "gzip").send();

    // Then
    assertThat(unreadable).allSatisfy(reply -> inArmsShape(reply, 400, "InvalidRequestContent"));
    inArmsShape(tooLarge, 413, "RequestEntityTooLarge");
    inArmsShape(noType, 415, "UnsupportedMediaType");
    inArmsShape(otherCharset, 415, "UnsupportedMediaType");
    inArmsShape(compressed, 415, "UnsupportedMediaType");
    assertThat(api.get(target).status()).isEqualTo(404);
  }

  @Test
  void aBodyWithoutDeclaredLengthIsCutOffAtTheLimit() {
    // When
    String raw = Sockets.exchange(api.port(), Sockets.endlessPut(FLUX + "/x", 2 * 1024 * 1024));

    // Then
    assertThat(raw).startsWith("HTTP/1.1 413 ").contains("RequestEntityTooLarge");
  }

  @Test
  void aBodyThatWaitsForPermissionIsAskedFor() {
    // When
    String raw = Sockets.exchange(api.port(), Sockets.expectingPut(FLUX + "/x", flux("main")));

    // Then
    assertThat(raw).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 201 Created");
  }

  @Test
  void urlsAndHeadersHaveALimit() {
    // When
    Reply url = api.get("/subscriptions?x=" + "y".repeat(60_000));
    Reply headers = api.call("GET", "/subscriptions").header("X-Long", "y".repeat(60_000)).send();
    String beyond = Sockets.exchange(api.port(), Sockets.get("/" + "y".repeat(65 * 1024)));

    // Then
    inArmsShape(url, 414, "RequestUriTooLong");
    inArmsShape(headers, 431, "RequestHeaderFieldsTooLarge");
    assertThat(beyond).startsWith("HTTP/1.").contains(" 414 ");
  }

  @Test
  void linksAreMadeFromTheHostThatTheClientUsed() {
    // When
    String raw =
        Sockets.exchange(
            api.port(),
            Sockets.put(FLUX + "/x", flux("main")).replace("Host: localhost", "Host: hub:81"));

    // Then
    assertThat(raw).containsIgnoringCase("Azure-AsyncOperation: http://hub:81/subscriptions/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host: hub\u0001", "Host: a b", "Host: \"x\"", "Host: [::1", "Host: <a>", "X: y"})
  void aRequestMustNameItsHost(String header) {
    // When
    String raw =
        Sockets.exchange(
            api.port(), Sockets.put(FLUX + "/x", flux("main")).replace("Host: localhost", header));

    // Then
    assertThat(raw).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void headIsGetWithoutTheBody() {
    // When
    Reply head = api.call("HEAD", CLUSTER).send();

    // Then
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isPresent();
    assertThat(head.text()).isEmpty();
  }

  @Test
  void theOperationsOfTheProvidersAreListed() {
    // When
    Reply kubernetes = api.get("/providers/Microsoft.Kubernetes/operations");
    Reply configuration = api.get("/PROVIDERS/microsoft.kubernetesconfiguration/OPERATIONS");
    Reply managed = api.get("/providers/Microsoft.ContainerService/operations");

    // Then
    assertThat(kubernetes.json().at("/value").findValuesAsText("name"))
        .contains("Microsoft.Kubernetes/connectedClusters/write");
    assertThat(configuration.json().at("/value").findValuesAsText("name"))
        .contains(
            "Microsoft.KubernetesConfiguration/fluxConfigurations/delete",
            "Microsoft.KubernetesConfiguration/sourceControlConfigurations/read");
    assertThat(configuration.json().at("/value/0/isDataAction").isBoolean()).isTrue();
    assertThat(managed.json().at("/value").findValuesAsText("name"))
        .contains("Microsoft.ContainerService/managedClusters/write");
  }

  @Test
  void everyAnswerIsLoggedOnceUnderItsOperation() {
    // Given
    api.log().clear();

    // When
    api.get(CLUSTER);
    api.get("/nowhere");

    // Then
    assertThat(api.log())
        .extracting(RequestLog.Entry::operation)
        .containsExactly("ConnectedClusters_Get", "none");
    assertThat(api.log()).extracting(RequestLog.Entry::errorCode).containsExactly("", "NotFound");
  }
}
