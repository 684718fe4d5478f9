package io.fairlead.systemtest.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The line between one cluster and the hub: a TCP proxy that can be cut, frozen, or made to lose
/// what
/// the hub says. Counts bytes, as they are on the wire. Thread-safe.
public final class Link implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket door;
  private final String scheme;
  private volatile InetSocketAddress hub;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong toAgent = new AtomicLong();
  private final AtomicLong fromAgent = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private volatile boolean cut;
  private volatile boolean losing;

  private Link(ServerSocket door, InetSocketAddress hub, String scheme) {
    this.door = door;
    this.scheme = scheme;
    this.hub = hub;
  }

  /// A working link to a hub.
  public static Link to(URI gateway) {
    try {
      var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var link = new Link(door, addressOf(gateway), scheme(gateway));
      Thread.ofVirtual().name("link-" + door.getLocalPort()).start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the agent dials instead of the gateway.
  public URI address() {
    return URI.create(scheme + "://127.0.0.1:" + door.getLocalPort());
  }

  /// From now on, new connections lead to that gateway.
  public void leadTo(URI gateway) {
    hub = addressOf(gateway);
  }

  /// Breaks every connection and lets none be made.
  public void cut() {
    cut = true;
    breakAll();
  }

  /// Breaks every connection; new ones can be made.
  public void interrupt() {
    breakAll();
  }

  /// From now on, what the hub sends is lost on the way, although to the hub it looks delivered.
  /// Ends with
  /// [#cut()] followed by [#restore()].
  public void loseWhatTheHubSays() {
    losing = true;
  }

  /// Makes a cut link work again.
  public void restore() {
    losing = false;
    cut = false;
  }

  /// Bytes that arrived at the agent so far.
  public long bytesToAgent() {
    return toAgent.get();
  }

  /// Bytes that the agent sent so far.
  public long bytesFromAgent() {
    return fromAgent.get();
  }

  /// Connections made so far.
  public long connections() {
    return connections.get();
  }

  @Override
  public void close() {
    cut();
    closeQuietly(door);
  }

  /// What is said in TLS goes through as it is.
  private static String scheme(URI gateway) {
    return "https".equals(gateway.getScheme()) ? "wss" : "ws";
  }

  private static InetSocketAddress addressOf(URI gateway) {
    return new InetSocketAddress(gateway.getHost(), gateway.getPort());
  }

  private void breakAll() {
    open.forEach(Link::closeQuietly);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket agent = door.accept();
        Thread.ofVirtual().name("link-connection").start(() -> carry(agent));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void carry(Socket agent) {
    try (agent;
        Socket gateway = new Socket()) {
      open.add(agent);
      open.add(gateway);
      if (cut) {
        return;
      }
      gateway.connect(hub, CONNECT_MILLIS);
      connections.incrementAndGet();
      Thread up = Thread.ofVirtual().start(() -> copy(agent, gateway, fromAgent, false));
      copy(gateway, agent, toAgent, true);
      up.join();
    } catch (IOException broken) {
      // A broken connection is what this class is for: both ends see it closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(agent);
    }
  }

  private void copy(Socket from, Socket to, AtomicLong counter, boolean lossy) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!(lossy && losing)) {
          out.write(buffer, 0, read);
          out.flush();
          counter.addAndGet(read);
        }
      }
    } catch (IOException broken) {
      // Passed on by closing both ends.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close a socket", e);
    }
  }
}
