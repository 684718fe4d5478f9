package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.policy.DenyCheck;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.FluxConfigurationSchema;
import io.fairlead.api.resource.SourceControlConfigurationSchema;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.work.PagePool;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.ListedConfiguration;
import io.fairlead.store.SettingsRefusedException;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// Configurations of one type on clusters of one type.
///
/// @param cluster the clusters' type
/// @param type the configurations' type
/// @param store where they are kept
/// @param clusters tells an empty list from one of a cluster that does not exist
/// @param policies asked before a write
/// @param views writes answers
/// @param pages where lists are opened and written
public record Configurations(
    ClusterType cluster,
    ConfigurationType type,
    ConfigurationStore store,
    ClusterStore clusters,
    DenyCheck policies,
    Views views,
    PagePool pages) {
  private ResourceSchema schema() {
    return switch (type) {
      case FluxConfigurations -> FluxConfigurationSchema.SCHEMA;
      case SourceControlConfigurations -> SourceControlConfigurationSchema.SCHEMA;
    };
  }

  private ResourceId id(ArmRequest request) {
    return cluster.id(request).extension(type.type(), request.parameter("configurationName"));
  }

  /// `PUT`: creates or replaces.
  public Uni<Answer> put(ArmRequest request) {
    ResourceId id = id(request);
    Refusals.refuse(schema().checkName(id.name()));
    ObjectNode body = Bodies.read(request);
    return write(
            request,
            id,
            current ->
                current
                    .map(stored -> schema().replace(id.name(), body(stored), body))
                    .orElseGet(() -> schema().create(id.name(), body)))
        .map(
            outcome ->
                switch (outcome) {
                  case Written.Changed(var resource, var created, var links) ->
                      answer(created ? 201 : 200, resource)
                          .with(type == ConfigurationType.FluxConfigurations ? links.put() : NONE);
                  case Written.Same(var resource) -> answer(200, resource);
                });
  }

  /// `PATCH`: changes a part.
  public Uni<Answer> patch(ArmRequest request) {
    ResourceId id = id(request);
    ObjectNode body = Bodies.read(request);
    return write(
            request,
            id,
            current ->
                schema().patch(id.name(), body(current.orElseThrow(NotFound.resource(id))), body))
        .map(
            outcome ->
                switch (outcome) {
                  case Written.Changed(var resource, _, var links) ->
                      answer(202, resource).with(links.patch());
                  case Written.Same(var resource) -> answer(200, resource);
                });
  }

  /// What became of a write that was not refused.
  private sealed interface Written {
    record Changed(StoredConfiguration resource, boolean created, AsyncLinks links)
        implements Written {}

    record Same(StoredConfiguration resource) implements Written {}
  }

  private static final java.util.Map<String, String> NONE = java.util.Map.of();

  private Uni<Written> write(
      ArmRequest request, ResourceId id, Function<Optional<StoredConfiguration>, Outcome> decide) {
    return optimistic(id)
        .write(
            request.precondition(),
            (current, expectation) -> {
              Outcome.Accepted accepted = Bodies.acceptedWithSecrets(decide.apply(current));
              var write =
                  new ConfigurationWrite(
                      current.map(StoredConfiguration::id).orElse(id),
                      accepted.body().withObject("properties"),
                      request.principal(),
                      Bodies.settings(accepted.secrets()));
              return policies
                  .allows(write.id(), accepted.body(), request.apiVersion())
                  .chain(
                      () ->
                          StoreCalls.call(
                              () -> store.audited(request.draft()).put(write, expectation)));
            })
        .onFailure(SettingsRefusedException.class)
        .transform(Refusals::settings)
        .map(
            outcome ->
                switch (outcome) {
                  case WriteOutcome.Created<StoredConfiguration>(var resource, var operation) ->
                      new Written.Changed(
                          resource, true, AsyncLinks.of(request, resource.id(), operation));
                  case WriteOutcome.Updated<StoredConfiguration>(var resource, var operation, _) ->
                      new Written.Changed(
                          resource, false, AsyncLinks.of(request, resource.id(), operation));
                  case WriteOutcome.Unchanged<StoredConfiguration>(var resource) ->
                      new Written.Same(resource);
                  case WriteOutcome.BeingDeleted<StoredConfiguration>(var current) ->
                      throw Refusals.beingDeleted(current.id(), tag(current));
                  case WriteOutcome.ParentMissing<StoredConfiguration>() ->
                      throw NotFound.parent(id.cluster(), type.type()).get();
                  case WriteOutcome.LimitReached<StoredConfiguration>(int limit) ->
                      throw Refusals.limit(limit);
                  case WriteOutcome.Mismatch<StoredConfiguration> _ ->
                      throw new IllegalStateException("Not an outcome of this write: " + outcome);
                });
  }

  /// `GET`.
  public Uni<Answer> get(ArmRequest request) {
    ResourceId id = id(request);
    return StoreCalls.call(() -> store.find(id))
        .map(found -> answer(200, found.orElseThrow(NotFound.resource(id))));
  }

  /// `GET` of all configurations of the cluster.
  public Uni<Answer> list(ArmRequest request) {
    ResourceId parent = cluster.id(request);
    var page = Paging.narrowed(request);
    return StoreCalls.call(() -> store.list(parent, type.type(), page))
        .flatMap(
            found ->
                found.items().isEmpty() && page.token().isEmpty()
                    ? StoreCalls.call(() -> clusters.find(parent))
                        .map(exists -> exists.orElseThrow(NotFound.resource(parent)))
                        .replaceWith(found)
                    : Uni.createFrom().item(found))
        .flatMap(
            found ->
                pages.make(
                    found.items(),
                    ListedConfiguration::bytes,
                    listed -> Json.write(views.configuration(type, StoreCalls.open(listed))),
                    written -> Lists.written(request, written, found.next())));
  }

  /// `DELETE`.
  public Uni<Answer> delete(ArmRequest request) {
    ResourceId id = id(request);
    boolean force = request.query().flag("forceDelete");
    return optimistic(id)
        .delete(
            request.precondition(),
            expectation ->
                StoreCalls.call(
                    () -> store.audited(request.draft()).delete(id, expectation, force)))
        .map(
            outcome ->
                switch (outcome) {
                  case DeleteOutcome.Accepted<StoredConfiguration>(var current, var operation, _) ->
                      switch (type) {
                        case FluxConfigurations ->
                            Answer.empty(202)
                                .with(AsyncLinks.of(request, current.id(), operation).delete());
                        case SourceControlConfigurations -> Answer.empty(200);
                      };
                  case DeleteOutcome.Gone<StoredConfiguration> _ -> Answer.empty(200);
                  case DeleteOutcome.Absent<StoredConfiguration> _ -> Answer.empty(204);
                  case DeleteOutcome.InUse<StoredConfiguration> _,
                      DeleteOutcome.Mismatch<StoredConfiguration> _ ->
                      throw new IllegalStateException("Not an outcome of this delete: " + outcome);
                });
  }

  private OptimisticWrite<StoredConfiguration> optimistic(ResourceId id) {
    return new OptimisticWrite<>(() -> StoreCalls.call(() -> store.find(id)), Configurations::tag);
  }

  private Answer answer(int status, StoredConfiguration configuration) {
    return Answer.of(status, views.configuration(type, configuration))
        .with("ETag", tag(configuration).etag());
  }

  private static ObjectNode body(StoredConfiguration stored) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("properties", stored.properties());
    return body;
  }

  private static Tag tag(StoredConfiguration configuration) {
    return new Tag(configuration.uid(), configuration.generation());
  }
}
