package io.fairlead.api.runtime;

import io.fairlead.api.auth.EmbeddedIssuer;
import io.fairlead.api.auth.OidcIssuer;
import io.fairlead.api.auth.OidcSettings;
import io.fairlead.api.auth.SignIn;
import io.fairlead.api.auth.SigningKey;
import io.fairlead.api.auth.TokenFile;
import io.fairlead.api.auth.TokenIssuer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Whose tokens are accepted: those of the OpenID Connect issuer that is configured, else the hub's
/// own, as their files have them.
@ApplicationScoped
public class Tokens {
  private static final Logger LOG = Logger.getLogger(Tokens.class);

  private final Vertx vertx;
  private final ApiConfig config;
  private final SignIn signIn;
  private final Map<Path, Supplier<Optional<String>>> files = new LinkedHashMap<>();
  private volatile long timer;

  public Tokens(Vertx vertx, ApiConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.signIn =
        new SignIn(
            config
                .oidc()
                .issuer()
                .<TokenIssuer>map(issuer -> oidc(issuer, config.oidc()))
                .orElseGet(this::embedded));
  }

  private OidcIssuer oidc(URI issuer, ApiConfig.OidcConfig oidc) {
    if (config.tokenFile().isPresent() || config.signingKeyFile().isPresent()) {
      LOG.warn(
          "fairlead.api.oidc.issuer is set: fairlead.api.token-file and"
              + " fairlead.api.signing-key-file are not used");
    }
    var settings =
        new OidcSettings(
            issuer,
            oidc.audience()
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "fairlead.api.oidc.audience is required with"
                                + " fairlead.api.oidc.issuer")),
            oidc.principalClaim(),
            oidc.nameClaim(),
            oidc.owners().orElse(List.of()));
    return new OidcIssuer(
        settings,
        InstantSource.system(),
        work ->
            Uni.createFrom()
                .completionStage(
                    () -> vertx.executeBlocking(work::get, false).toCompletionStage()));
  }

  private EmbeddedIssuer embedded() {
    Path file =
        config
            .tokenFile()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Set fairlead.api.token-file, or fairlead.api.oidc.issuer: without either"
                            + " nobody could sign in"));
    var tokens = TokenFile.open(file);
    files.put(file, tokens::refresh);
    Optional<SigningKey> key = config.signingKeyFile().map(SigningKey::open);
    key.ifPresent(k -> files.put(config.signingKeyFile().orElseThrow(), k::refresh));
    return new EmbeddedIssuer(tokens, key, InstantSource.system());
  }

  /// Judges requests by the tokens of the moment.
  SignIn signIn() {
    return signIn;
  }

  void start(@Observes StartupEvent event) {
    timer =
        vertx.setPeriodic(
            config.tokenRefresh().toMillis(),
            _ ->
                files.forEach(
                    (file, refresh) ->
                        vertx
                            .executeBlocking(refresh::get, false)
                            .onSuccess(problem -> report(file, problem))));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  private static void report(Path file, Optional<String> problem) {
    problem.ifPresent(
        cause ->
            LOG.warnf(
                "file of tokens or their key unusable, keeping what it had file=%s cause=%s",
                file, cause));
  }
}
