package io.fairlead.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleGet;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/// The keys of an issuer: found by its discovery document, kept as long as the issuer says, asked
/// for again when a token names one that is not known. Blocks. Thread-safe.
final class OidcKeys implements VerificationKeyResolver {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final long MOST_BYTES = 256 * 1024;

  /// Tokens that name a key that nobody has must not make this hub ask all the time.
  static final Duration ASKED_AT_MOST_EVERY = Duration.ofSeconds(10);

  /// An issuer that is away for a while keeps nobody out whose key is known.
  private static final Duration KEPT_WHILE_AWAY = Duration.ofHours(1);

  private final URI issuer;
  private final SimpleGet get;
  private @Nullable VerificationKeyResolver found;
  private long failedAtNanos;
  private boolean failed;

  OidcKeys(URI issuer) {
    this.issuer = issuer;
    var client = new Get();
    client.setConnectTimeout(PATIENCE_MILLIS);
    client.setReadTimeout(PATIENCE_MILLIS);
    client.setResponseBodySizeLimit((int) MOST_BYTES);
    client.setRetries(0);
    this.get = client;
  }

  @Override
  public java.security.Key resolveKey(
      org.jose4j.jws.JsonWebSignature jws, java.util.List<JsonWebStructure> nesting)
      throws UnresolvableKeyException {
    return resolver().resolveKey(jws, nesting);
  }

  private synchronized VerificationKeyResolver resolver() throws UnresolvableKeyException {
    VerificationKeyResolver known = found;
    if (known == null) {
      if (failed && System.nanoTime() - failedAtNanos < Duration.ofSeconds(1).toNanos()) {
        throw new UnresolvableKeyException(
            "the issuer could not be asked just now", new IOException());
      }
      try {
        known = discover();
        found = known;
      } catch (IOException e) {
        failed = true;
        failedAtNanos = System.nanoTime();
        throw new UnresolvableKeyException("the issuer's discovery document", e);
      }
    }
    return known;
  }

  private VerificationKeyResolver discover() throws IOException {
    String base = issuer.toString().replaceAll("/+$", "");
    String text = get.get(base + "/.well-known/openid-configuration").getBody();
    JsonNode document;
    try {
      document = Json.readTree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (UnreadableJsonException e) {
      throw new IOException("the discovery document is no JSON", e);
    }
    if (!document.path("issuer").asText().equals(issuer.toString())) {
      throw new IOException("the discovery document is another issuer's");
    }
    URI keys;
    try {
      keys = new URI(document.path("jwks_uri").asText());
    } catch (java.net.URISyntaxException e) {
      throw new IOException("jwks_uri is no URI", e);
    }
    if (!issuer.getScheme().equals(keys.getScheme()) && !"https".equals(keys.getScheme())) {
      throw new IOException("jwks_uri is no https URL");
    }
    var jwks = new HttpsJwks(keys.toString());
    jwks.setSimpleHttpGet(get);
    jwks.setRefreshReprieveThreshold(ASKED_AT_MOST_EVERY.toMillis());
    jwks.setRetainCacheOnErrorDuration(KEPT_WHILE_AWAY.toSeconds());
    return new HttpsJwksVerificationKeyResolver(jwks);
  }

  /// Whether a key could not be had because the issuer could not be asked.
  static boolean isAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
