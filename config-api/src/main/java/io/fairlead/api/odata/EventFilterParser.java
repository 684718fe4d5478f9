package io.fairlead.api.odata;

import io.fairlead.api.odata.Tokens.Kind;
import io.fairlead.api.request.ArmException;
import io.fairlead.store.audit.AuditQuery;
import io.fairlead.store.audit.AuditQuery.Scope;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the `$filter` of the activity log: conditions that are joined by `and`, each of a column
/// once, with `eq`, and of `eventTimestamp` with `ge` and `le`. Used once.
public final class EventFilterParser {
  private static final String PARAMETER = "$filter";

  /// What there is, in the words of an error.
  private static final String ALLOWED =
      "\"eventTimestamp ge '{time}' and eventTimestamp le '{time}'\", and after it, with \" and \","
          + " one of resourceGroupName, resourceUri, and any of resourceProvider, correlationId,"
          + " caller, status, eventChannels, each with \" eq '{text}'\"";

  /// Later than anything that is recorded.
  private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Tokens tokens;
  private final Set<String> seen = new TreeSet<>();
  private @Nullable Instant from;
  private @Nullable Instant to;
  private @Nullable Scope scope;
  private @Nullable String correlationId;
  private @Nullable String provider;
  private @Nullable String caller;
  private @Nullable Boolean succeeded;

  private EventFilterParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Reads it.
  ///
  /// @param text empty where there is none
  /// @throws ArmException (400) when it cannot be read, or says neither a time nor a correlation id
  public static AuditQuery parse(String subscriptionId, String text) {
    var parser = new EventFilterParser(Tokens.of(PARAMETER, text));
    if (parser.tokens.peek().kind() != Kind.END) {
      do {
        parser.condition();
      } while (parser.tokens.takes("and"));
      if (parser.tokens.peek().kind() != Kind.END) {
        throw parser.tokens.unexpected("'and' or the end");
      }
    }
    return parser.query(subscriptionId);
  }

  private AuditQuery query(String subscriptionId) {
    if (from == null && correlationId == null) {
      throw tokens.error("it must say since when; allowed is " + ALLOWED);
    }
    Instant since = from == null ? Instant.EPOCH : from;
    Instant until = to == null ? EVER : to;
    if (since.isAfter(until)) {
      throw tokens.error("'eventTimestamp ge' is later than 'eventTimestamp le'");
    }
    return new AuditQuery(
        subscriptionId,
        since,
        until,
        Optional.ofNullable(scope),
        Optional.ofNullable(correlationId),
        Optional.ofNullable(provider),
        Optional.ofNullable(caller),
        Optional.ofNullable(succeeded));
  }

  private void condition() {
    String name = tokens.expect(Kind.NAME, "a column; allowed is " + ALLOWED).text();
    switch (name.toLowerCase(Locale.ROOT)) {
      case "eventtimestamp" -> time();
      case "resourcegroupname" -> scope = scope(new Scope.Group(text(name)));
      case "resourceuri", "resourceid" -> scope = scope(new Scope.Resource(resource(name)));
      case "resourceprovider" -> provider = text(name);
      case "correlationid" -> correlationId = text(name);
      case "caller" -> caller = text(name);
      case "status" -> succeeded = status(name);
      case "eventchannels" -> channels(name);
      default ->
          throw tokens.error(
              "there is no column '%s' in it; allowed is %s"
                  .formatted(io.fairlead.api.operation.Shown.of(name), ALLOWED));
    }
  }

  private Scope scope(Scope named) {
    if (scope != null) {
      throw tokens.error("it names more than one of resourceGroupName and resourceUri");
    }
    return named;
  }

  private void time() {
    if (tokens.takes("ge")) {
      once("eventTimestamp ge");
      from = instant();
    } else if (tokens.takes("le")) {
      once("eventTimestamp le");
      to = instant();
    } else {
      throw tokens.unexpected("ge or le after eventTimestamp");
    }
  }

  private Instant instant() {
    var token = tokens.peek();
    if (token.kind() != Kind.TEXT && token.kind() != Kind.VALUE) {
      throw tokens.unexpected("a time such as '" + Times.EXAMPLE + "'");
    }
    return Times.parse(PARAMETER, tokens.take().text());
  }

  private String text(String name) {
    if (!tokens.takes("eq")) {
      throw tokens.unexpected("eq after " + name);
    }
    once(name);
    String text = tokens.expect(Kind.TEXT, "a text in single quotes for " + name).text();
    if (text.isEmpty()) {
      throw tokens.error("the text for " + name + " is empty");
    }
    return text;
  }

  private String resource(String name) {
    String id = text(name);
    String rooted = id.startsWith("/") ? id : "/" + id;
    return rooted.length() > 1 && rooted.endsWith("/")
        ? rooted.substring(0, rooted.length() - 1)
        : rooted;
  }

  private boolean status(String name) {
    String status = text(name);
    if (status.equalsIgnoreCase("Succeeded") || status.equalsIgnoreCase("Failed")) {
      return status.equalsIgnoreCase("Succeeded");
    }
    throw tokens.error("'status' is 'Succeeded' or 'Failed'");
  }

  /// All that is recorded is of the channel `Operation`; clients of Azure ask for that.
  private void channels(String name) {
    for (String channel : text(name).split(",", -1)) {
      if (!Set.of("admin", "operation").contains(channel.strip().toLowerCase(Locale.ROOT))) {
        throw tokens.error("'eventChannels' is 'Admin', 'Operation', or 'Admin, Operation'");
      }
    }
  }

  private void once(String name) {
    if (!seen.add(name.toLowerCase(Locale.ROOT))) {
      throw tokens.error("it has '" + name + "' more than once");
    }
  }
}
