package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.fleet.FleetAgent;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.Metrics;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.session.core.SessionSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How agents that connect were answered, by what the gateway and they themselves counted.
///
/// @param accepted attempts that were let in
/// @param sentAway attempts that were told to come back later
/// @param refused attempts that were refused for another reason
/// @param unanswered attempts that nobody answered
/// @param closed sessions that ended for another reason than that they should come back later
record Answers(double accepted, double sentAway, double refused, long unanswered, long closed) {
  private static final String ATTEMPTS = "fairlead_gateway_attempts_total";
  private static final String ACCEPTED = "outcome=\"Accepted\"";
  private static final List<String> LATER =
      List.of("NotReady", "TooManySessions", "TooManyAttempts", "Draining");
  private static final Set<CloseCause> PASSING =
      Set.of(CloseCause.ComeBackLater, CloseCause.Draining);

  /// What there was since the gateway's start, and of agents since their own.
  static Answers now(Hub hub, List<FleetAgent> agents) throws InterruptedException {
    Metrics gateway = hub.metrics(hub.gateway());
    double accepted = gateway.sum(ATTEMPTS, ACCEPTED);
    double later =
        LATER.stream()
            .mapToDouble(outcome -> gateway.sum(ATTEMPTS, "outcome=\"" + outcome + "\""))
            .sum();
    long unanswered = 0;
    long closed = 0;
    for (FleetAgent agent : agents) {
      SessionSnapshot now = agent.snapshot();
      if (now != null) {
        unanswered += now.failures();
        closed +=
            now.closes().entrySet().stream()
                .filter(cause -> !PASSING.contains(cause.getKey()))
                .mapToLong(cause -> cause.getValue())
                .sum();
      }
    }
    return new Answers(
        accepted, later, gateway.sum(ATTEMPTS) - accepted - later, unanswered, closed);
  }

  Answers since(Answers earlier) {
    return new Answers(
        accepted - earlier.accepted,
        sentAway - earlier.sentAway,
        refused - earlier.refused,
        unanswered - earlier.unanswered,
        closed - earlier.closed);
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("errors but \"come back later\"", refused + unanswered + closed, Unit.COUNT)
            .atMost(0));
    figures.add(Figure.of("attempts let in", accepted, Unit.COUNT));
    figures.add(Figure.of("attempts told to come back later", sentAway, Unit.COUNT));
    figures.add(Figure.of("attempts refused otherwise", refused, Unit.COUNT));
    figures.add(Figure.of("attempts nobody answered", (double) unanswered, Unit.COUNT));
    figures.add(Figure.of("sessions ended", (double) closed, Unit.COUNT));
    return figures;
  }
}
