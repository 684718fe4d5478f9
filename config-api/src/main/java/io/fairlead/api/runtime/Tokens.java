package io.fairlead.api.runtime;

import io.fairlead.api.auth.SignIn;
import io.fairlead.api.auth.TokenFile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Keeps the accepted tokens as their file has them.
@ApplicationScoped
public class Tokens {
  private static final Logger LOG = Logger.getLogger(Tokens.class);

  private final Vertx vertx;
  private final ApiConfig config;
  private final TokenFile file;
  private volatile long timer;

  public Tokens(Vertx vertx, ApiConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.file = TokenFile.open(config.tokenFile());
  }

  /// Judges requests by the tokens of the moment.
  SignIn signIn() {
    return new SignIn(file);
  }

  void start(@Observes StartupEvent event) {
    timer =
        vertx.setPeriodic(
            config.tokenRefresh().toMillis(),
            _ -> vertx.executeBlocking(file::refresh, false).onSuccess(this::report));
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  private void report(Optional<String> problem) {
    problem.ifPresent(
        cause ->
            LOG.warnf(
                "token file unreadable, keeping the last tokens file=%s cause=%s",
                config.tokenFile(), cause));
  }
}
