package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.ExpectationFailedException;
import io.fairlead.conformance.agent.GatewayFrame;
import io.fairlead.conformance.agent.GatewayFrame.Received;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Replica;

/// Sessions in the states that checks begin with.
final class Sessions {
  private Sessions() {}

  /// Upgraded, without a hello.
  static Session awaitingHello(Bench bench) throws InterruptedException {
    return bench.connect(bench.cluster());
  }

  /// Asked for the inventory, which is empty.
  static Session awaitingInventory(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    return bench.replica(replica.cluster()).open(false);
  }

  /// One frame of changes is not acknowledged: the first.
  static Session synchronizing(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Session session = bench.replica(replica.cluster()).openWithInventory();
    session.expect(GatewayFrame.Changes.class);
    return session;
  }

  /// Live, with nothing desired.
  static Session live(Bench bench) throws InterruptedException {
    return bench.replica().open(true);
  }

  /// Waits until reports up to this number are received.
  static void expectReceived(Session session, long number) throws InterruptedException {
    long received = 0;
    while (received < number) {
      switch (session.next(Session.PATIENCE)) {
        case Received(long next) -> {
          require(next > received && next <= number, "received up to " + number, next);
          received = next;
        }
        case null ->
            throw new ExpectationFailedException(
                "received " + number, "received " + received + ", then nothing");
        case GatewayFrame other ->
            throw new ExpectationFailedException("received " + number, other.toString());
      }
    }
  }
}
