package io.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Child processes of this JVM, with their data in a temporary directory that goes with it.
final class EmbeddedServers implements Servers {
  private final Object postgresGuard = new Object();
  private final Object brokerGuard = new Object();
  private @Nullable Postgres postgres;
  private @Nullable Broker broker;

  @Override
  public Database newDatabase(String name) {
    synchronized (postgresGuard) {
      if (postgres == null) {
        Path directory = temporaryDirectory("postgres");
        var started = Postgres.start(Postgres.Settings.forTests(directory));
        endWithThisJvm(started, directory);
        postgres = started;
      }
      return postgres.database(name);
    }
  }

  @Override
  public String bootstrapServers() {
    synchronized (brokerGuard) {
      if (broker == null) {
        Path directory = temporaryDirectory("kafka");
        var started = Broker.start(Broker.Settings.forTests(directory));
        endWithThisJvm(started, directory);
        broker = started;
      }
      return broker.bootstrapServers();
    }
  }

  private static Path temporaryDirectory(String name) {
    try {
      return Files.createTempDirectory("fairlead-" + name + "-");
    } catch (IOException e) {
      throw new StartException("cannot create a temporary directory (" + e + ")", e);
    }
  }

  /// In order, since a killed server leaves its workers to the init process.
  private static void endWithThisJvm(Postgres postgres, Path directory) {
    atExit("postgres", postgres::stop, directory);
  }

  private static void endWithThisJvm(Broker broker, Path directory) {
    atExit("kafka", broker::kill, directory);
  }

  private static void atExit(String name, Runnable end, Path directory) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  end.run();
                  delete(directory);
                },
                "end-" + name));
  }

  private static void delete(Path directory) {
    try {
      PostgresBinaries.deleteTree(directory);
    } catch (IOException e) {
      System.err.println("left=" + directory + " reason=" + e.getMessage());
    }
  }
}
