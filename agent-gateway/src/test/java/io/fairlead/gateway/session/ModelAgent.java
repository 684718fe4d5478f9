package io.fairlead.gateway.session;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.contract.protocol.SetDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An agent as simple as the protocol allows. It holds what it holds over connections.
final class ModelAgent {
  final Map<String, ConfigurationVersion> held = new LinkedHashMap<>();
  final List<GatewayFrame> received = new ArrayList<>();
  long epoch;
  int deliveries;
  int inventoryPart = 100;
  @Nullable SetDigest synchronizedTo;
  private ListTransport transport = new ListTransport();
  private @Nullable Session session;

  /// Connects and says hello.
  void connect(World world) {
    transport = new ListTransport();
    session = world.connect(transport);
    received.clear();
    say(new AgentFrame.Hello(epoch, digest(), description()));
  }

  static AgentDescription description() {
    return new AgentDescription("1", null, null, null, null, null);
  }

  SetDigest digest() {
    return SetDigest.of(held.values());
  }

  ListTransport transport() {
    return transport;
  }

  Session session() {
    if (session == null) {
      throw new IllegalStateException("not connected");
    }
    return session;
  }

  boolean isConnected() {
    return session != null && transport.closed == null;
  }

  /// The connection breaks; frames under way are lost.
  void lose() {
    if (session != null) {
      session.onPeerClosed(1006);
      session = null;
    }
  }

  void say(AgentFrame frame) {
    session().onText(FrameCodec.write(frame));
  }

  /// Reads one frame and does what it asks for.
  ///
  /// @return false when there was none
  boolean step() {
    boolean wasFull = transport.isFull();
    Optional<GatewayFrame> next = transport.next();
    next.ifPresent(this::onFrame);
    if (wasFull && !transport.isFull() && isConnected()) {
      session().onWritable();
    }
    return next.isPresent();
  }

  private void onFrame(GatewayFrame frame) {
    received.add(frame);
    switch (frame) {
      case GatewayFrame.Welcome welcome -> {
        epoch = welcome.epoch();
        if (!welcome.inSync()) {
          sendInventory();
        }
      }
      case GatewayFrame.Changes changes -> {
        changes.changed().forEach(change -> held.put(change.id().key(), change.version()));
        changes.removed().forEach(id -> held.remove(id.key()));
        deliveries += changes.changed().size();
        if (FrameCodec.write(changes).getBytes(StandardCharsets.UTF_8).length
            > ProtocolLimits.MAX_FRAME_BYTES) {
          throw new AssertionError("frame too large");
        }
        say(new AgentFrame.Acknowledge(changes.nonce(), List.of()));
      }
      case GatewayFrame.Synchronized done -> synchronizedTo = done.desired();
      case GatewayFrame.Received _ -> {}
    }
  }

  private void sendInventory() {
    List<ConfigurationVersion> all = List.copyOf(held.values());
    int from = 0;
    do {
      int to = Math.min(all.size(), from + inventoryPart);
      say(new AgentFrame.Inventory(all.subList(from, to), to == all.size()));
      from = to;
    } while (from < all.size());
  }

  /// Goes on until neither side has anything to do.
  void settle(World world) {
    do {
      world.settle();
    } while (step());
    world.settle();
  }
}
