package io.fairlead.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.FakeDatabase;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever is sent, the fault is the sender's: no answer is a 5xx, and every error is in ARM's
/// shape.
final class NeverAServerErrorTest {
  private static final List<String> METHODS =
      List.of("GET", "PUT", "PATCH", "DELETE", "POST", "HEAD", "OPTIONS", "BREW");

  private static ApiUnderTest api = ApiUnderTest.over(new FakeDatabase());

  @BeforeContainer
  static void start() {
    api.register();
  }

  @AfterContainer
  static void stop() {
    api.close();
  }

  @Property(tries = 300)
  void randomRequestsAreTheSendersFault(
      @ForAll("methods") String method,
      @ForAll("paths") String path,
      @ForAll("headers") String headers,
      @ForAll("bodies") String body) {
    // When
    String raw =
        Sockets.exchange(
            api.port(),
            Sockets.put("", body)
                .replaceFirst("PUT \\?[^ ]*", method + " " + quoted(path))
                .replace("Connection: close\r\n", "Connection: close\r\n" + quoted(headers)));

    // Then
    String status = raw.isEmpty() ? "" : raw.substring(9, 10);
    assertThat(status).as(raw).isIn("1", "2", "4");
    if (status.equals("4") && raw.contains("x-ms-request-id") && !method.equals("HEAD")) {
      assertThat(raw).contains("{\"error\":{\"code\":\"");
    }
  }

  private static String quoted(String text) {
    return text.replace("\\", "").replace("$", "%24");
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of(METHODS);
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> known =
        Arbitraries.of(
            ApiUnderTest.CLUSTER,
            ApiUnderTest.CLUSTERS,
            ApiUnderTest.FLUX + "/x",
            ApiUnderTest.SOURCE_CONTROL + "/x",
            ApiUnderTest.GROUP,
            "/subscriptions");
    Arbitrary<String> tail =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .excludeChars('?', '#')
            .ofMaxLength(20)
            .map(s -> s.isEmpty() ? "" : "/" + s);
    Arbitrary<String> query =
        Arbitraries.oneOf(
            Arbitraries.of(
                "?api-version=2023-05-01",
                "?api-version=2021-10-01&$top=1",
                "?api-version=2021-04-01&$skipToken=%00&forceDelete=x",
                ""),
            Arbitraries.strings().withCharRange('!', '~').ofMaxLength(40).map(s -> "?" + s));
    Arbitrary<String> wild =
        Arbitraries.strings().withCharRange('!', '~').ofMaxLength(60).map(s -> "/" + s);
    return Arbitraries.frequencyOf(
        Tuple.of(4, Combinators.combine(known, tail, query).as((k, t, q) -> k + t + q)),
        Tuple.of(3, Combinators.combine(known, query).as((k, q) -> k + q)),
        Tuple.of(1, wild));
  }

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> value = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30);
    Arbitrary<String> name =
        Arbitraries.of("If-Match", "If-None-Match", "x-ms-client-request-id", "X-Any", "Accept");
    return Combinators.combine(name, value)
        .as((n, v) -> n + ": " + v + "\r\n")
        .injectNull(0.3)
        .map(h -> h == null ? "" : h);
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> json =
        Arbitraries.of(
            "{}",
            "{\"properties\": null}",
            "{\"properties\": {\"kustomizations\": {\"\": {}}}}",
            "{\"location\": {\"a\": [1, 2.5, 1e400]}, \"tags\": [\"x\"]}",
            ApiUnderTest.cluster(),
            ApiUnderTest.flux("main"));
    Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(60).filter(s -> isText(s));
    return Arbitraries.oneOf(json, text);
  }

  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }
}
