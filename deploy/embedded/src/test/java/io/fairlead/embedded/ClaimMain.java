package io.fairlead.embedded;

import java.nio.file.Path;

/// A process that has chosen a port, and holds it until it is killed.
final class ClaimMain {
  private ClaimMain() {}

  /// Says whether it has the port.
  ///
  /// @param arguments the file of claims and a port
  public static void main(String[] arguments) throws InterruptedException {
    boolean taken = PortClaims.in(Path.of(arguments[0])).take(Integer.parseInt(arguments[1]));
    System.out.println(taken ? "claimed" : "refused");
    Thread.currentThread().join();
  }
}
