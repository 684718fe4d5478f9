package io.fairlead.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// Chooses loopback ports.
public final class Ports {
  /// Everything here listens on this address only.
  public static final String LOOPBACK = "127.0.0.1";

  /// Ask for any free port.
  public static final int ANY = 0;

  private static final int HIGHEST = 65_535;
  private static final int LOWEST_CHOSEN = 18_000;
  private static final int HIGHEST_CHOSEN = 32_000;
  private static final int ATTEMPTS = 200;

  private static final PortClaims CLAIMS =
      PortClaims.in(
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "fairlead-ports-" + System.getProperty("user.name")));

  private Ports() {}

  /// A port that was free a moment ago, and that no other process of this user chooses here as long
  /// as this one lives.
  ///
  /// Below those that systems give to outgoing connections: while a server is away its clients try
  /// to reach it, and one of their own connections could otherwise take its port.
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_CHOSEN, HIGHEST_CHOSEN);
      if (isFree(port) && CLAIMS.take(port)) {
        return port;
      }
    }
    throw new StartException(
        "no free port on " + LOOPBACK + " from " + LOWEST_CHOSEN + " to " + HIGHEST_CHOSEN);
  }

  /// Whether nothing listens on the port now.
  public static boolean isFree(int port) {
    try (var socket = bind(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /// Insists on a port.
  ///
  /// @param what whose port, for the message
  /// @throws StartException when something listens there already, or this user may not
  public static int require(int port, String what) {
    try (var socket = bind(port)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      boolean forbidden = String.valueOf(e.getMessage()).contains("ermission denied");
      throw new StartException(
          "port %d of %s %s on %s"
              .formatted(
                  port, what, forbidden ? "is not allowed to this user" : "is in use", LOOPBACK),
          e);
    }
  }

  /// The wanted port, or with [#ANY] the one used last time where it is free, else any. Remembers
  /// it.
  ///
  /// @param wanted a port, or [#ANY]
  /// @param preferred what to try first when nothing is remembered, or [#ANY]
  /// @param memory the file that remembers the port
  /// @throws StartException when a wanted port is in use
  public static int choose(int wanted, int preferred, Path memory, String what) {
    int chosen = wanted == ANY ? likely(remembered(memory, preferred)) : require(wanted, what);
    try {
      Files.writeString(memory, Integer.toString(chosen));
    } catch (IOException e) {
      throw new StartException("cannot write " + memory + " (" + e + ")", e);
    }
    return chosen;
  }

  private static int likely(int port) {
    return port > 0 && port <= HIGHEST && isFree(port) ? port : free();
  }

  private static int remembered(Path memory, int otherwise) {
    try {
      return Integer.parseInt(Files.readString(memory, StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException | NumberFormatException e) {
      return otherwise;
    } catch (IOException e) {
      throw new StartException("cannot read " + memory + " (" + e + ")", e);
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
