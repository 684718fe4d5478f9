package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.preview.ClusterPreview;
import io.fairlead.api.preview.Draft;
import io.fairlead.api.preview.PreviewTotals;
import io.fairlead.api.preview.Previewer;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.PolicyAssignmentSchema;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.FleetView;
import io.fairlead.store.FleetView.FleetPage;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateQuery.Of;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.StoredPolicy;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/// What an assignment would do: `POST …/policyAssignments/{name}/preview`, Fairlead's own.
///
/// @param scope the scope that a request's path names
/// @param policies what the draft may name, and whether it replaces something
/// @param references checks what it names
/// @param resources tells whether the scope exists
/// @param parts what previews of all scopes share
public record Previews(
    Function<ArmRequest, PolicyScope> scope,
    PolicyStore policies,
    PolicyReferencesCheck references,
    PolicyStateScope resources,
    Shared parts) {
  /// Clusters that are evaluated at a time for the totals.
  private static final int CHUNK = 500;

  /// What previews of all scopes share.
  ///
  /// @param fleet the clusters
  /// @param snapshots the policies
  /// @param pool where they are evaluated
  /// @param check the rules for what policies deploy
  /// @param running as many places as there may be previews at the same time
  /// @param budget in which the totals are counted; those of a larger fleet are incomplete
  /// @param clock decides which exemptions are in force
  public record Shared(
      FleetView fleet,
      PolicySnapshots snapshots,
      EvaluationPool pool,
      DeploymentCheck check,
      Semaphore running,
      Duration budget,
      InstantSource clock) {}

  /// `POST`: changes nothing.
  public Uni<Answer> preview(ArmRequest request) {
    PolicyId id =
        PolicyId.of(scope.apply(request), PolicyType.ASSIGNMENT, request.parameter("policyName"));
    var schema = PolicyAssignmentSchema.SCHEMA;
    Refusals.refuse(schema.checkName(id.name()));
    PageRequest page = Paging.of(request.query());
    Optional<String> after = page.token().map(token -> key(id.scope(), token));
    ObjectNode body = Bodies.read(request);
    return StoreCalls.call(() -> policies.find(id))
        .flatMap(
            current -> {
              ObjectNode accepted =
                  Bodies.accepted(
                      current
                          .map(stored -> schema.replace(id.name(), stored.body(), body))
                          .orElseGet(() -> schema.create(id.name(), body)));
              return resources
                  .require(new Of.Scope(id.scope()))
                  .chain(() -> references.check(id, accepted))
                  .chain(() -> limited(() -> run(request, id, current, accepted, page, after)));
            });
  }

  private Uni<Answer> limited(Supplier<Uni<Answer>> work) {
    if (!parts.running().tryAcquire()) {
      throw EvaluationPool.busy();
    }
    // A request that timed out is cancelled, and may end again after that.
    AtomicBoolean held = new AtomicBoolean(true);
    return Uni.createFrom()
        .deferred(work::get)
        .onTermination()
        .invoke(
            () -> {
              if (held.getAndSet(false)) {
                parts.running().release();
              }
            });
  }

  private Uni<Answer> run(
      ArmRequest request,
      PolicyId id,
      Optional<StoredPolicy> current,
      ObjectNode accepted,
      PageRequest page,
      Optional<String> after) {
    long deadline = System.nanoTime() + parts.budget().toNanos();
    return parts
        .snapshots()
        .current()
        .flatMap(
            snapshot ->
                parts
                    .pool()
                    .run(
                        () ->
                            new Previewer(
                                Draft.of(
                                    snapshot.set(),
                                    id,
                                    current.map(StoredPolicy::uid).orElseGet(UUID::randomUUID),
                                    current.map(stored -> stored.generation() + 1).orElse(1L),
                                    accepted.path("properties"),
                                    parts.clock().instant()),
                                parts.check())))
        .flatMap(
            previewer ->
                fetch(id.scope(), after, page.top())
                    .flatMap(
                        first ->
                            parts
                                .pool()
                                .run(() -> previews(previewer, first, true))
                                .flatMap(
                                    shown ->
                                        answer(request, id, previewer, first, shown, deadline))));
  }

  private Uni<FleetPage> fetch(PolicyScope at, Optional<String> after, int top) {
    return StoreCalls.call(() -> parts.fleet().page(at, after, top));
  }

  private static List<ClusterPreview> previews(
      Previewer previewer, FleetPage page, boolean detailed) {
    List<ClusterPreview> previews = new ArrayList<>();
    page.clusters().forEach(cluster -> previews.add(previewer.preview(cluster, detailed)));
    return previews;
  }

  private Uni<Answer> answer(
      ArmRequest request,
      PolicyId id,
      Previewer previewer,
      FleetPage first,
      List<ClusterPreview> shown,
      long deadline) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("policyAssignmentId", id.toString());
    ArrayNode value = body.putArray("value");
    shown.forEach(preview -> value.add(PreviewView.cluster(preview)));
    first.next().ifPresent(key -> body.put("nextLink", request.nextLink(token(key))));
    if (request.query().value("$skipToken").isPresent()) {
      return Uni.createFrom().item(Answer.of(200, body));
    }
    var totals = new PreviewTotals();
    shown.forEach(totals::add);
    return first
        .next()
        .map(
            key ->
                fetch(id.scope(), Optional.of(key), CHUNK)
                    .flatMap(page -> count(id.scope(), previewer, page, totals, deadline)))
        .orElseGet(() -> Uni.createFrom().item(true))
        .map(
            complete -> {
              body.set("totals", PreviewView.totals(totals, complete));
              return Answer.of(200, body);
            });
  }

  /// Counts a page while the next one is read.
  ///
  /// @return whether all pages were counted in time
  private Uni<Boolean> count(
      PolicyScope at, Previewer previewer, FleetPage page, PreviewTotals totals, long deadline) {
    Uni<Boolean> counted =
        parts
            .pool()
            .run(
                () -> {
                  previews(previewer, page, false).forEach(totals::add);
                  return true;
                });
    if (page.next().isEmpty()) {
      return counted;
    }
    if (System.nanoTime() - deadline > 0) {
      return counted.replaceWith(false);
    }
    return Uni.combine()
        .all()
        .unis(fetch(at, page.next(), CHUNK), counted)
        .asTuple()
        .flatMap(both -> count(at, previewer, both.getItem1(), totals, deadline));
  }

  private static String token(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String key(PolicyScope at, String token) {
    try {
      String key = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (key.startsWith(at.key()) && key.indexOf('\0') < 0) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw Paging.wrongToken();
  }
}
