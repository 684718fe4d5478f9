package io.fairlead.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A process with both servers, for a test to kill.
final class ParentMain {
  private ParentMain() {}

  /// Prints the two process ids in one line and waits for its end.
  ///
  /// @param arguments the data directory
  public static void main(String[] arguments) throws InterruptedException {
    Path directory = Path.of(arguments[0]);
    var postgres = Postgres.start(Postgres.Settings.forTests(directory.resolve("postgres")));
    var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
    System.out.println("pids " + postgres.pid() + " " + broker.pid());
    new CountDownLatch(1).await();
  }
}
