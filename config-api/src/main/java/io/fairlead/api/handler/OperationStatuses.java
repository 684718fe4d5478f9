package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.Paging;
import io.fairlead.api.status.Provisioning;
import io.fairlead.api.status.Standing;
import io.fairlead.api.work.PagePool;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.ListedConfiguration;
import io.fairlead.store.Operation;
import io.fairlead.store.Operations;
import io.fairlead.store.Page;
import io.fairlead.store.Progress;
import io.fairlead.store.StoredConfiguration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The long-running operations of Flux v2 configurations.
///
/// @param cluster the clusters' type
/// @param operations where they are kept
/// @param configurations what they changed
/// @param clusters tells an empty list from one of a cluster that does not exist
/// @param pages where what they changed is opened
/// @param clock the hub's
public record OperationStatuses(
    ClusterType cluster,
    Operations operations,
    ConfigurationStore configurations,
    ClusterStore clusters,
    PagePool pages,
    InstantSource clock) {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /// ARM's words.
  private enum Status {
    Running,
    Succeeded,
    Failed,
    Canceled
  }

  /// @param error why it failed; empty unless it did
  /// @param endTime null while it runs, and when nobody knows
  private record Result(Status status, String error, @Nullable Instant endTime) {
    static final Result RUNNING = new Result(Status.Running, "", null);

    static Result succeeded(@Nullable Instant at) {
      return new Result(Status.Succeeded, "", at);
    }

    static Result canceled(@Nullable Instant at) {
      return new Result(Status.Canceled, "", at);
    }
  }

  /// `GET` of one operation. Answers after the configuration is gone, too.
  public Uni<Answer> get(ArmRequest request) {
    ResourceId id =
        cluster
            .id(request)
            .extension(
                ConfigurationType.FluxConfigurations.type(),
                request.parameter("configurationName"));
    String name = request.parameter("operationId");
    if (!UUID_FORM.matcher(name).matches()) {
      throw notFound(name);
    }
    return StoreCalls.call(() -> operations.find(UUID.fromString(name)))
        .flatMap(
            found -> {
              Operation operation =
                  found
                      .filter(o -> o.resourceId().equalsIgnoreCase(id.toString()))
                      .orElseThrow(() -> notFound(name));
              return result(id, operation).map(result -> answer(operation, result));
            });
  }

  private Uni<Result> result(ResourceId id, Operation operation) {
    return switch (operation.kind()) {
      case Delete ->
          Uni.createFrom()
              .item(
                  operation.finishedAt() == null
                      ? Result.RUNNING
                      : Result.succeeded(operation.finishedAt()));
      case Put ->
          StoreCalls.call(() -> configurations.find(id))
              .map(
                  current ->
                      written(operation, current.filter(c -> c.uid().equals(operation.uid()))));
    };
  }

  /// A write was done when it was durable, unless its user waits for the cluster: then it is done
  /// when this state, or one after it, was compliant, and canceled when it was replaced or deleted
  /// before.
  private Result written(Operation operation, Optional<StoredConfiguration> current) {
    Instant finished = operation.finishedAt();
    if (operation.startedAt().equals(finished)) {
      return Result.succeeded(finished);
    }
    if (current.isEmpty()) {
      return Result.canceled(finished);
    }
    StoredConfiguration configuration = current.get();
    Progress.Mark compliant = configuration.progress().compliant();
    if (compliant != null && compliant.generation() >= operation.generation()) {
      return Result.succeeded(compliant.at());
    }
    if (configuration.lifecycle() == Lifecycle.Deleting
        || configuration.generation() != operation.generation()) {
      return Result.canceled(finished);
    }
    var provisioning = Provisioning.of(configuration, Standing.of(configuration), clock.instant());
    return switch (provisioning.state()) {
      case Succeeded -> Result.succeeded(null);
      case Failed ->
          new Result(Status.Failed, provisioning.error(), Provisioning.deadline(configuration));
      case Creating, Updating, Deleting -> Result.RUNNING;
    };
  }

  /// `GET` of the operations of a cluster that are still in progress.
  public Uni<Answer> list(ArmRequest request) {
    ResourceId parent = cluster.id(request);
    var page = Paging.of(request.query());
    String type = ConfigurationType.FluxConfigurations.type();
    return StoreCalls.call(() -> configurations.list(parent, type, page))
        .call(
            found ->
                found.items().isEmpty() && page.token().isEmpty()
                    ? StoreCalls.call(() -> clusters.find(parent))
                        .map(exists -> exists.orElseThrow(NotFound.resource(parent)))
                    : Uni.createFrom().voidItem())
        .flatMap(found -> running(found.items()).map(running -> new Page<>(running, found.next())))
        .map(running -> Lists.answer(request, running, o -> render(o, Result.RUNNING)));
  }

  private Uni<List<Operation>> running(List<ListedConfiguration> listed) {
    return pages
        .make(
            listed,
            ListedConfiguration::bytes,
            each -> Optional.of(StoreCalls.open(each)).filter(this::inProgress),
            opened -> opened.stream().flatMap(Optional::stream).toList())
        .flatMap(
            waiting ->
                Multi.createFrom()
                    .iterable(waiting)
                    .onItem()
                    .transformToUniAndConcatenate(
                        c -> StoreCalls.call(() -> operations.newest(c.uid())))
                    .filter(Optional::isPresent)
                    .map(Optional::get)
                    .collect()
                    .asList());
  }

  private boolean inProgress(StoredConfiguration configuration) {
    return !Provisioning.of(configuration, Standing.of(configuration), clock.instant())
        .state()
        .terminal();
  }

  private static Answer answer(Operation operation, Result result) {
    Answer answer = Answer.of(200, render(operation, result));
    return result.status() == Status.Running ? answer.with("Retry-After", "1") : answer;
  }

  private static ObjectNode render(Operation operation, Result result) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", operation.resourceId() + "/operations/" + operation.id())
            .put("name", operation.id().toString())
            .put("status", result.status().name())
            .put("startTime", operation.startedAt().toString());
    if (result.endTime() != null) {
      body.put("endTime", result.endTime().toString());
    }
    body.putObject("properties");
    if (!result.error().isEmpty()) {
      body.putObject("error").put("code", "ReconciliationFailed").put("message", result.error());
    }
    return body;
  }

  private static ArmException notFound(String name) {
    return new ArmException(
        ArmErrorCode.ResourceNotFound,
        "The operation '" + name + "' was not found. Finished ones are forgotten after some days.");
  }
}
