package io.fairlead.api.handler;

import io.fairlead.api.audit.EventData;
import io.fairlead.api.odata.EventFilterParser;
import io.fairlead.api.odata.Selection;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.store.audit.AuditLog;
import io.smallrye.mutiny.Uni;

/// The activity log of a subscription.
///
/// @param log where it is kept
/// @param scopes tells an empty log from one of a subscription that does not exist
public record ActivityLog(AuditLog log, Scopes scopes) {
  /// `GET`: newest first, of what the caller may see.
  public Uni<Answer> list(ArmRequest request) {
    String subscription = request.parameter("subscriptionId");
    var page = Paging.narrowed(request);
    var query = EventFilterParser.parse(subscription, request.query().value("$filter").orElse(""));
    var selection =
        request
            .query()
            .value("$select")
            .map(text -> Selection.parse(text, EventData.PROPERTIES))
            .orElse(Selection.ALL);
    return StoreCalls.call(() -> log.list(query, page))
        .flatMap(
            found ->
                found.items().isEmpty() && page.token().isEmpty()
                    ? scopes.requireSubscription(subscription).replaceWith(found)
                    : Uni.createFrom().item(found))
        .map(found -> Lists.answer(request, found, entry -> selection.of(EventData.render(entry))));
  }
}
