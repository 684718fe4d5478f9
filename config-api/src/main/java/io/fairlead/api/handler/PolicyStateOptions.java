package io.fairlead.api.handler;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.odata.FilterParser;
import io.fairlead.api.odata.Ordering;
import io.fairlead.api.odata.Selection;
import io.fairlead.api.odata.Times;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.PercentEncoding;
import io.fairlead.api.request.QueryParameters;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateFilter;
import io.fairlead.store.PolicyStateFilter.Comparison;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStateQuery.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The query options of a request for policy states.
///
/// @param filter `$filter`, with `$from` and `$to`
/// @param order `$orderby`
/// @param selection `$select`
/// @param top `$top`: the most rows wanted, those of the pages that follow included
/// @param token `$skiptoken`
record PolicyStateOptions(
    Optional<PolicyStateFilter> filter,
    List<Order> order,
    Selection selection,
    OptionalLong top,
    Optional<String> token) {
  private static final int LONGEST_TOKEN = 8192;

  /// The longest path and query that is read unless an operator says otherwise, in characters.
  private static final int LONGEST_LINK = 8192;

  /// What a link to the page that follows has beyond the request: above all a token made of the
  /// last row's key and of four of its columns.
  private static final int ROOM_FOR_PAGE = 4096;

  /// What a summary's link has beyond the request: a filter by assignment, definition and
  /// reference.
  private static final int ROOM_FOR_NARROWING = 1536;

  /// What a following page is asked with again.
  private static final List<String> KEPT =
      List.of("$filter", "$orderby", "$select", "$from", "$to");

  /// Reads them.
  ///
  /// @throws ArmException (400) when one is malformed or not offered
  static PolicyStateOptions of(QueryParameters query) {
    refuse(query, "$apply", "groups are not offered; 'summarize' counts resources and policies");
    refuse(query, "$expand", "no resource has components here");
    return new PolicyStateOptions(
        filter(query),
        query.value("$orderby").map(Ordering::parse).orElse(List.of()),
        query
            .value("$select")
            .map(text -> Selection.parse(text, PolicyStateRow.COLUMNS))
            .orElse(Selection.ALL),
        top(query),
        query.value("$skiptoken").map(PolicyStateOptions::token));
  }

  /// Makes sure that a page could follow.
  ///
  /// @throws ArmException (400) when the link to it would be too long to be followed
  void checkPages(ArmRequest request) {
    checkLinks(request, ROOM_FOR_PAGE);
  }

  /// Makes sure that the states which a summary counts can be listed.
  ///
  /// @throws ArmException (400) when the links to them would be too long to be followed
  void checkNarrowed(ArmRequest request) {
    checkLinks(request, ROOM_FOR_PAGE + ROOM_FOR_NARROWING);
  }

  private static void checkLinks(ArmRequest request, int room) {
    int base = request.link(request.path()).length() - request.baseUrl().length();
    Map<String, Integer> lengths = new LinkedHashMap<>();
    for (String parameter : KEPT) {
      request
          .query()
          .value(parameter)
          .ifPresent(value -> lengths.put(parameter, PercentEncoding.encode(value).length()));
    }
    int length = base;
    for (Map.Entry<String, Integer> option : lengths.entrySet()) {
      length += 2 + option.getKey().length() + option.getValue();
    }
    int over = length + room - LONGEST_LINK;
    if (over <= 0 || lengths.isEmpty()) {
      return;
    }
    Map.Entry<String, Integer> longest =
        Collections.max(lengths.entrySet(), Map.Entry.comparingByValue());
    throw new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        ("The query parameter '%s' is too long: percent-encoded it has %d characters, and may have"
                + " %d beside the others, so that links in the answer can be followed. Ask in"
                + " several queries.")
            .formatted(
                longest.getKey(), longest.getValue(), Math.max(0, longest.getValue() - over)),
        longest.getKey());
  }

  private static void refuse(QueryParameters query, String parameter, String why) {
    if (query.value(parameter).isPresent()) {
      throw new ArmException(
          ArmErrorCode.InvalidQueryParameter,
          "The query parameter '%s' is not supported: %s.".formatted(parameter, why),
          parameter);
    }
  }

  /// `$filter`, `$from` and `$to` together.
  static Optional<PolicyStateFilter> filter(QueryParameters query) {
    List<PolicyStateFilter> all = new ArrayList<>();
    query.value("$filter").map(FilterParser::parse).ifPresent(all::add);
    time(query, "$from", Comparison.GREATER_OR_EQUAL).ifPresent(all::add);
    time(query, "$to", Comparison.LESS_OR_EQUAL).ifPresent(all::add);
    return switch (all.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(all.getFirst());
      default -> Optional.of(new PolicyStateFilter.All(all));
    };
  }

  private static Optional<PolicyStateFilter> time(
      QueryParameters query, String parameter, Comparison comparison) {
    return query
        .value(parameter)
        .map(text -> new PolicyStateFilter.Time(comparison, Times.parse(parameter, text)));
  }

  static OptionalLong top(QueryParameters query) {
    Optional<String> top = query.value("$top");
    if (top.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!top.get().matches("[0-9]{1,9}") || Long.parseLong(top.get()) < 1) {
      throw new ArmException(
          ArmErrorCode.InvalidQueryParameter,
          "The query parameter '$top' must be a whole number from 1 to 999999999.",
          "$top");
    }
    return OptionalLong.of(Long.parseLong(top.get()));
  }

  private static String token(String token) {
    if (token.length() > LONGEST_TOKEN || token.indexOf('\0') >= 0) {
      throw wrongToken();
    }
    return token;
  }

  /// The answer to a `$skiptoken` that the list never gave out.
  static ArmException wrongToken() {
    return new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        "The query parameter '$skiptoken' must be taken from an '@odata.nextLink' of this query.",
        "$skiptoken");
  }

  PolicyStateQuery query(PolicyStateQuery.Of of) {
    return new PolicyStateQuery(of, filter, order);
  }

  PageRequest page() {
    return new PageRequest(
        (int) Math.min(top.orElse(PageRequest.MAX_TOP), PageRequest.MAX_TOP), token);
  }

  /// Where the rows go on.
  ///
  /// @param shown how many this page has
  /// @param next the store's token of the page that follows
  /// @return empty when no more are wanted
  Optional<String> nextLink(ArmRequest request, int shown, String next) {
    if (top.isPresent() && top.getAsLong() <= shown) {
      return Optional.empty();
    }
    StringBuilder link = new StringBuilder(request.link(request.path()));
    for (String parameter : KEPT) {
      request.query().value(parameter).ifPresent(value -> append(link, parameter, value));
    }
    top.ifPresent(wanted -> append(link, "$top", Long.toString(wanted - shown)));
    append(link, "$skiptoken", next);
    return Optional.of(link.toString());
  }

  /// Puts a parameter behind a link that has one already.
  static void append(StringBuilder link, String parameter, String value) {
    link.append('&').append(parameter).append('=').append(PercentEncoding.encode(value));
  }
}
