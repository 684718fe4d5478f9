package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.policy.PolicySnapshot;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.preview.Deadline;
import io.fairlead.api.preview.Draft;
import io.fairlead.api.preview.Previewer;
import io.fairlead.api.preview.WriteRules;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.PolicyAssignmentSchema;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
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
import java.util.Base64;
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
  /// Clusters that are read at a time for the totals.
  private static final int CHUNK = 500;

  /// What previews of all scopes share.
  ///
  /// @param fleet the clusters
  /// @param snapshots the policies
  /// @param pool where they are evaluated
  /// @param rules for what policies deploy
  /// @param running as many places as there may be previews at the same time
  /// @param budget in which a preview has to be done
  /// @param clock decides which exemptions are in force
  public record Shared(
      FleetView fleet,
      PolicySnapshots snapshots,
      EvaluationPool pool,
      WriteRules rules,
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
    var deadline = new Deadline(parts.budget(), System::nanoTime);
    boolean counting = page.token().isEmpty();
    return parts
        .snapshots()
        .current()
        .flatMap(
            snapshot ->
                pooled(
                    () ->
                        new PreviewRun(
                            id,
                            new Previewer(
                                draft(snapshot, id, current, accepted), parts.rules(), deadline),
                            deadline,
                            counting)))
        .flatMap(
            run ->
                fetch(id.scope(), after, page.top())
                    .flatMap(first -> lookedAt(run, first, counting, id.scope()))
                    .chain(() -> pooled(() -> run.end(key -> request.nextLink(token(key))))))
        .map(json -> Answer.written(200, json));
  }

  private Draft draft(
      PolicySnapshot snapshot, PolicyId id, Optional<StoredPolicy> current, ObjectNode accepted) {
    return Draft.of(
        snapshot.set(),
        id,
        current.map(StoredPolicy::uid).orElseGet(UUID::randomUUID),
        current.map(stored -> stored.generation() + 1).orElse(1L),
        accepted.path("properties"),
        parts.clock().instant());
  }

  private Uni<FleetPage> fetch(PolicyScope at, Optional<String> after, int top) {
    return StoreCalls.call(() -> parts.fleet().page(at, after, top));
  }

  private <T> Uni<T> pooled(Supplier<T> work) {
    return parts.pool().run(work);
  }

  /// Looks at clusters, and then at all that follow if they are to be counted: those are read
  /// meanwhile.
  private Uni<Void> lookedAt(PreviewRun run, FleetPage fleet, boolean counting, PolicyScope at) {
    Uni<Void> these =
        pooled(
                () -> {
                  run.take(fleet);
                  return run.step();
                })
            .flatMap(done -> done ? Uni.createFrom().voidItem() : steps(run));
    if (!counting || fleet.next().isEmpty()) {
      return these;
    }
    return Uni.combine()
        .all()
        .unis(fetch(at, fleet.next(), CHUNK), these.replaceWith(true))
        .asTuple()
        .flatMap(both -> lookedAt(run, both.getItem1(), true, at));
  }

  private Uni<Void> steps(PreviewRun run) {
    return pooled(run::step).repeat().whilst(done -> !done).collect().last().replaceWithVoid();
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
