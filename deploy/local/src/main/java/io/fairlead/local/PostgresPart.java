package io.fairlead.local;

import io.fairlead.embedded.Database;
import io.fairlead.embedded.Postgres;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The database server.
final class PostgresPart implements Part {
  static final String NAME = "postgres";
  private static final String DATABASE = "fairlead";

  private final Postgres.Settings settings;
  private volatile @Nullable Postgres server;

  PostgresPart(Postgres.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    Postgres before = server;
    if (before == null) {
      server = Postgres.start(settings);
    } else {
      before.restart();
    }
  }

  /// The database of the services; made on first use.
  Database database() {
    return running().database(DATABASE);
  }

  @Override
  public boolean isAlive() {
    Postgres now = server;
    return now != null && now.isAlive();
  }

  @Override
  public long pid() {
    return running().pid();
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return running().onExit();
  }

  @Override
  public void kill() {
    running().kill();
  }

  @Override
  public void stop(Duration grace) {
    Postgres now = server;
    if (now != null) {
      now.stop(grace);
    }
  }

  private Postgres running() {
    Postgres now = server;
    if (now == null) {
      throw new IllegalStateException(NAME + " was not started");
    }
    return now;
  }
}
