package io.fairlead.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Chooses loopback ports.
public final class Ports {
  /// Everything here listens on this address only.
  public static final String LOOPBACK = "127.0.0.1";

  /// Ask for any free port.
  public static final int ANY = 0;

  private static final int HIGHEST = 65_535;

  private Ports() {}

  /// A port that was free a moment ago.
  public static int free() {
    try (var socket = bind(ANY)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException("no free port on " + LOOPBACK + ": " + e.getMessage(), e);
    }
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
  /// @throws StartException when something listens there already
  public static int require(int port, String what) {
    if (!isFree(port)) {
      throw new StartException("port " + port + " of " + what + " is in use on " + LOOPBACK);
    }
    return port;
  }

  /// The wanted port, or with [#ANY] the one used last time where it is free, else any. Remembers
  /// it.
  ///
  /// @param wanted a port, or [#ANY]
  /// @param preferred what to try first when nothing is remembered, or [#ANY]
  /// @param memory the file that remembers the port
  /// @throws StartException when a wanted port is in use
  public static int choose(int wanted, int preferred, Path memory, String what) {
    int port = wanted == ANY ? remembered(memory, preferred) : require(wanted, what);
    int chosen = port != ANY && isFree(port) ? port : free();
    try {
      Files.writeString(memory, Integer.toString(chosen));
    } catch (IOException e) {
      throw new StartException("cannot write " + memory + " (" + e + ")", e);
    }
    return chosen;
  }

  private static int remembered(Path memory, int otherwise) {
    try {
      int port = Integer.parseInt(Files.readString(memory, StandardCharsets.US_ASCII).strip());
      return port > 0 && port <= HIGHEST ? port : otherwise;
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
