package io.fairlead.api.fuzz;

import static io.fairlead.api.fuzz.SchemaValues.pick;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.fuzz.Tenants.Caller;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes a request from a number: the same one for the same document, seed and number. About a
/// third are as valid as the document can say.
final class RequestMaker {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)\\}");

  /// Where the other tenant's things are.
  private static final Map<String, String> FOREIGN =
      Map.of(
          "subscriptionId", Tenants.OTHER_SUBSCRIPTION,
          "resourceGroupName", "elsewhere",
          "clusterName", Tenants.FLAGSHIP);

  /// So many requests of an operation with a body are made for one of another.
  private static final int BODIES_MORE = 3;

  private final List<DescribedOperation> operations = new ArrayList<>();
  private final long seed;
  private final Tenants tenants;
  private final Map<Caller, SchemaValues> values;
  private final Map<Caller, Words> words;

  /// @param document the API's own
  RequestMaker(JsonNode document, long seed, Tenants tenants) {
    for (DescribedOperation operation : DescribedOperation.of(document)) {
      int times = operation.body() == null ? 1 : BODIES_MORE;
      for (int i = 0; i < times; i++) {
        operations.add(operation);
      }
    }
    this.seed = seed;
    this.tenants = tenants;
    JsonNode components = document.at("/components/schemas");
    this.words =
        Map.of(
            Caller.OWNER, new Words(Tenants.OWNERS_WORD),
            Caller.READER, new Words("nothing-of-anybody"),
            Caller.NOBODY, new Words("nothing-of-anybody"));
    this.values =
        words.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> new SchemaValues(components, entry.getValue())));
  }

  private Words words(Caller caller) {
    return requireNonNull(words.get(caller));
  }

  private SchemaValues values(Caller caller) {
    return requireNonNull(values.get(caller));
  }

  /// The request with this number.
  FuzzRequest make(int number) {
    var random = new Random(seed ^ (number * 0x9E3779B97F4A7C15L));
    DescribedOperation operation = operations.get(number % operations.size());
    Caller caller =
        switch (random.nextInt(16)) {
          case 0, 1, 2, 3 -> Caller.READER;
          case 4 -> Caller.NOBODY;
          default -> Caller.OWNER;
        };
    int spoiled = random.nextInt(3); // 0: nothing is made wrong on purpose.
    String method =
        spoiled > 0 && random.nextInt(20) == 0
            ? pick(
                random,
                List.of("GET", "PUT", "PATCH", "DELETE", "POST", "HEAD", "OPTIONS", "BREW", "get"))
            : operation.method();
    String target = target(random, operation, caller, method, spoiled);
    List<String> headers = headers(random, operation, caller, spoiled);
    byte[] body = body(random, operation, caller, spoiled);
    boolean proper =
        target.chars().allMatch(c -> c > ' ' && c < 0x7F)
            && target.startsWith("/")
            && headers.stream().filter(h -> h.startsWith("Host:")).count() == 1
            && headers.stream().noneMatch(h -> h.startsWith("Upgrade:"));
    return new FuzzRequest(number, caller, operation.id(), method, target, headers, body, proper);
  }

  private String target(
      Random random, DescribedOperation operation, Caller caller, String method, int spoiled) {
    boolean foreign = random.nextInt(4) == 0 == (caller == Caller.OWNER);
    // What the owner writes to is not what the reader must not see: that has to stay.
    boolean flagship =
        random.nextInt(3) == 0
            && (caller != Caller.OWNER || List.of("GET", "HEAD", "POST").contains(method));
    String path =
        PARAMETER
            .matcher(operation.path())
            .replaceAll(
                match -> {
                  String name = match.group(1);
                  if (foreign && FOREIGN.containsKey(name)) {
                    return FOREIGN.getOrDefault(name, "");
                  }
                  if (flagship && name.equals("resourceGroupName")) {
                    return "fleet";
                  }
                  if (name.equals("clusterName") && operation.id().endsWith("Clusters_Delete")) {
                    return Words.CLUSTERS.getLast(); // The others would never have a configuration.
                  }
                  return flagship && name.equals("clusterName")
                      ? Tenants.FLAGSHIP
                      : segment(pick(random, words(caller).of(name)));
                });
    String query = query(random, operation, caller, spoiled);
    if (spoiled == 2 && random.nextInt(4) == 0) {
      path = spoilPath(random, path);
    }
    return query.isEmpty() ? path : path + "?" + query;
  }

  private static String segment(String word) {
    return word.startsWith("/") ? word.substring(word.lastIndexOf('/') + 1) : word;
  }

  private static String spoilPath(Random random, String path) {
    String odd =
        pick(
            random,
            List.of(
                "%00",
                "%2F",
                "%zz",
                "%",
                "%C0%AF",
                "%ED%A0%80",
                "..",
                "%2e%2e",
                "",
                "a".repeat(300),
                "%F0%9F%98%80",
                "%E2%80%AE",
                "a%0Ab",
                "*",
                "null",
                "a;b=c",
                "a'b",
                "a\"b",
                "ü",
                "\u0001",
                " ",
                "a|b"));
    String[] segments = path.substring(1).split("/", -1);
    int at = random.nextInt(segments.length);
    return switch (random.nextInt(6)) {
      case 0 -> path + "/" + odd;
      case 1 -> path.toUpperCase(Locale.ROOT);
      case 2 -> path.replace("/", "//");
      case 3 -> path.substring(0, random.nextInt(path.length()));
      default -> {
        segments[at] = random.nextBoolean() ? odd : segments[at] + odd;
        yield "/" + String.join("/", segments);
      }
    };
  }

  private String query(Random random, DescribedOperation operation, Caller caller, int spoiled) {
    List<String> parts = new ArrayList<>();
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.path("name").asText();
      boolean required = parameter.path("required").asBoolean();
      if (parameter.path("in").asText().equals("query") && (required || random.nextInt(4) == 0)) {
        parts.add(
            encoded(name)
                + "="
                + encoded(values(caller).value(random, parameter.path("schema"), name).asText()));
      }
    }
    if (spoiled == 2 && random.nextInt(4) == 0) {
      switch (random.nextInt(6)) {
        case 0 -> parts.removeFirst();
        case 1 -> parts.add(pick(random, parts));
        case 2 ->
            parts.add(
                pick(
                    random,
                    List.of(
                        "%zz=1",
                        "=", "&&", "a", "%00=%00", "$top=%F0%9F%98%80", "x=" + "y".repeat(9_000))));
        case 3 ->
            parts.set(
                0,
                "api-version="
                    + pick(
                        random, List.of("", "2099-01-01", "latest", "%00", "2023-05-01%20", "'")));
        case 4 -> {
          for (int i = 0; i < 70; i++) {
            parts.add("p" + i + "=" + i);
          }
        }
        default ->
            parts.add(
                pick(
                        random,
                        List.of(
                            "$top",
                            "$skipToken",
                            "$filter",
                            "$orderby",
                            "$select",
                            "forceDelete",
                            "$from"))
                    + "="
                    + encoded(shortened(pick(random, Words.NASTY))));
      }
    }
    return String.join("&", parts);
  }

  private static String shortened(String word) {
    return word.replace("@@nul@@", "\0")
        .substring(0, Math.min(word.length(), 500) - (word.contains("@@nul@@") ? 6 : 0));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("%24", "$");
  }

  private List<String> headers(
      Random random, DescribedOperation operation, Caller caller, int spoiled) {
    List<String> headers = new ArrayList<>();
    headers.add("Host: api.example.org");
    headers.add("Authorization: " + tenants.authorization(caller));
    if (!operation.contentTypes().isEmpty()) {
      headers.add("Content-Type: " + pick(random, operation.contentTypes()));
    }
    for (JsonNode parameter : operation.parameters()) {
      if (parameter.path("in").asText().equals("header") && random.nextInt(8) == 0) {
        String name = parameter.path("name").asText();
        headers.add(name + ": " + pick(random, words(caller).of(name)));
      }
    }
    if (spoiled > 0 && random.nextInt(5) == 0) {
      headers.add(
          pick(
              random,
              List.of(
                  "Content-Type: text/xml",
                  "Content-Type: application/json; charset=utf-16",
                  "Content-Type: application/json;;;=;charset=\"utf-8",
                  "Content-Encoding: gzip",
                  "Accept: application/xml;q=2",
                  "If-Match: W/\"x\"",
                  "If-Match: \"unterminated",
                  "If-Match: " + "\"a\",".repeat(30),
                  "If-Match: ",
                  "If-None-Match: \"a\"",
                  "If-Modified-Since: yesterday",
                  "Range: bytes=0-1",
                  "Expect: 100-continue",
                  "Expect: 200-ok",
                  "X-HTTP-Method-Override: DELETE",
                  "X-Forwarded-Host: evil.example.org",
                  "x-ms-client-request-id: a b\"c",
                  "x-ms-client-request-id: " + "z".repeat(2_000),
                  "x-ms-correlation-request-id: \u00ff\u00fe",
                  "Accept-Language: xx-\u0080",
                  "Cookie: " + "c=1; ".repeat(800),
                  "X-Long: " + "h".repeat(20_000),
                  "X-Many: 1\r\n".repeat(150) + "X-Last: 1",
                  "Connection: close",
                  "Upgrade: h2c\r\nConnection: Upgrade",
                  "Host: a.example.org\r\nX-Second-Host: 1")));
    }
    if (spoiled == 2 && random.nextInt(25) == 0) {
      headers.set(
          1,
          pick(
              random,
              List.of(
                  "Authorization: Bearer",
                  "Authorization: Basic YTpi",
                  "Authorization: Bearer a.b.c",
                  "X-None: 1",
                  "Authorization: Bearer " + "A".repeat(9_000),
                  "Authorization: bearer \u00e4")));
    }
    return headers;
  }

  private byte[] body(Random random, DescribedOperation operation, Caller caller, int spoiled) {
    JsonNode schema = operation.body();
    if (schema == null) {
      return spoiled == 2 && random.nextInt(6) == 0
          ? "{\"a\": 1}".getBytes(ISO_8859_1)
          : new byte[0];
    }
    var body = (ObjectNode) values(caller).value(random, schema, "");
    if (spoiled == 1) {
      Spoiler.spoil(random, body);
    }
    byte[] bytes = Spoiler.bytes(body);
    return spoiled == 2 && random.nextInt(3) == 0 ? Spoiler.spoil(random, bytes) : bytes;
  }
}
