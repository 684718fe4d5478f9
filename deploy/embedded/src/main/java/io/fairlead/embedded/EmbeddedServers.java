package io.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Child processes of this JVM, with their data in a temporary directory that goes with it.
record EmbeddedServers() implements Servers {
  @Override
  public Database startPostgres() {
    Path directory = temporaryDirectory("postgres");
    var server = Postgres.start(Postgres.Settings.forTests(directory));
    // In order, since a killed server leaves its workers to the init process.
    atExit("postgres", server::stop, directory);
    return server.maintenance();
  }

  @Override
  public String startBroker() {
    Path directory = temporaryDirectory("kafka");
    var broker = Broker.start(Broker.Settings.forTests(directory));
    atExit("kafka", broker::kill, directory);
    return broker.bootstrapServers();
  }

  private static Path temporaryDirectory(String name) {
    try {
      return Files.createTempDirectory("fairlead-" + name + "-");
    } catch (IOException e) {
      throw new StartException("cannot create a temporary directory (" + e + ")", e);
    }
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
