package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.policy.PolicySnapshot;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.PercentEncoding;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.store.FleetView;
import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.Page;
import io.fairlead.store.PolicyStateQuery.Of;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.StoredPolicyState;
import io.smallrye.mutiny.Uni;

/// How resources stand to policies: `Microsoft.PolicyInsights/policyStates`.
///
/// @param scope what is asked about
/// @param states where they are kept
/// @param fleet tells how many clusters are offline
/// @param snapshots knows what is told of the policies themselves
public record PolicyStateQueries(
    PolicyStateScope scope, PolicyStates states, FleetView fleet, PolicySnapshots snapshots) {
  private static final String TYPE = "policystates";

  /// `POST …/queryResults`, and `GET` of what its answer links to.
  public Uni<Answer> queryResults(ArmRequest request) {
    Of of = scope.of().apply(request);
    var options = PolicyStateOptions.of(request.query());
    options.checkPages(request);
    return snapshots
        .current()
        .flatMap(
            snapshot ->
                StoreCalls.call(() -> states.list(options.query(of), options.page()))
                    .onFailure(InvalidPageTokenException.class)
                    .transform(_ -> PolicyStateOptions.wrongToken())
                    .flatMap(page -> existing(of, options, page))
                    .map(page -> answer(request, options, snapshot, page)));
  }

  /// No states, or nothing that could have any.
  private Uni<Page<StoredPolicyState>> existing(
      Of of, PolicyStateOptions options, Page<StoredPolicyState> page) {
    return page.items().isEmpty() && options.token().isEmpty()
        ? scope.require(of).replaceWith(page)
        : Uni.createFrom().item(page);
  }

  private static Answer answer(
      ArmRequest request,
      PolicyStateOptions options,
      PolicySnapshot snapshot,
      Page<StoredPolicyState> page) {
    String context = context(request);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("@odata.context", context);
    body.put("@odata.count", page.items().size());
    page.next()
        .flatMap(next -> options.nextLink(request, page.items().size(), next))
        .ifPresent(link -> body.put("@odata.nextLink", link));
    ArrayNode value = body.putArray("value");
    for (StoredPolicyState state : page.items()) {
      value.add(options.selection().of(PolicyStateRow.of(context + "/$entity", snapshot, state)));
    }
    return Answer.of(200, body);
  }

  /// What OData's clients take types from.
  static String context(ArmRequest request) {
    String path = request.path();
    return request.baseUrl() + path.substring(0, typeAt(path)) + "/policyStates/$metadata#latest";
  }

  /// Where the segment `policyStates` begins in a path, its slash included, however it is written.
  static int typeAt(String path) {
    int end = path.length();
    int slash = path.lastIndexOf('/');
    while (slash > 0) {
      String segment = path.substring(slash + 1, end);
      if (PercentEncoding.decode(segment).filter(TYPE::equalsIgnoreCase).isPresent()) {
        return slash;
      }
      end = slash;
      slash = path.lastIndexOf('/', slash - 1);
    }
    throw new IllegalArgumentException("not a path of policyStates: " + path);
  }

  /// `POST …/summarize`.
  public Uni<Answer> summarize(ArmRequest request) {
    Of of = scope.of().apply(request);
    var options = PolicyStateOptions.of(request.query());
    options.checkNarrowed(request);
    Uni<PolicyStateSummary> summarized =
        StoreCalls.call(() -> states.summarize(options.query(of)))
            .flatMap(
                summary ->
                    summary.assignments().isEmpty()
                        ? scope.require(of).replaceWith(summary)
                        : Uni.createFrom().item(summary));
    return Uni.combine()
        .all()
        .unis(summarized, StoreCalls.call(() -> fleet.offline(of)))
        .with(
            (summary, offline) ->
                Answer.of(200, PolicyStateSummaries.of(request, summary, offline, options.top())));
  }
}
