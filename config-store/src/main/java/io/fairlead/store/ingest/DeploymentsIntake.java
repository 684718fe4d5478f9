package io.fairlead.store.ingest;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.topic.EventType;
import io.fairlead.encryption.NotOpenedException;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.WithdrawalCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What policies want done to configurations: of each configuration only the newest counts.
///
/// @param planner finds out what comes of it
/// @param withdrawals asked before anything is taken away
/// @param table does it
/// @param seal opens what the engine sealed
record DeploymentsIntake(
    DeploymentPlanner planner,
    WithdrawalCheck withdrawals,
    DeploymentTable table,
    PropertiesSeal seal)
    implements Intake {
  private static final int MAX_SECRETS = 20;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  @Override
  public Reading read(List<Incoming> batch) {
    Map<ResourceId, Deployment> newest = new LinkedHashMap<>();
    Sorter sorter = new Sorter();
    for (Incoming incoming : batch) {
      try {
        Deployment deployment = deployment(incoming);
        newest.merge(deployment.configuration(), deployment, DeploymentsIntake::newer);
        sorter.readable(incoming);
      } catch (UnreadableJsonException | NotOpenedException e) {
        sorter.dead(incoming, "not readable: " + e.getMessage());
      } catch (UnacceptableRecordException e) {
        sorter.dead(incoming, e.reason());
      } catch (RuntimeException e) {
        // Whatever else a record provokes is the record's fault: nothing but its bytes is read.
        sorter.dead(incoming, "not readable: " + e.getClass().getSimpleName());
      }
    }
    List<Deployment> deployments = List.copyOf(newest.values());
    return sorter.then(
        () ->
            Uni.createFrom()
                .item(() -> planner.plan(deployments))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(this::confirmed)
                .chain(table::write));
  }

  /// Without the withdrawals that are not due by what the database knows: the engine asks again
  /// for what still is.
  private Uni<List<PlannedDeployment>> confirmed(List<PlannedDeployment> planned) {
    List<Deployment> withdrawn =
        planned.stream()
            .filter(DeploymentsIntake::takesAway)
            .map(PlannedDeployment::deployment)
            .toList();
    return withdrawn.isEmpty()
        ? Uni.createFrom().item(planned)
        : withdrawals
            .unwanted(withdrawn)
            .map(
                unwanted ->
                    planned.stream()
                        .filter(
                            each ->
                                !takesAway(each)
                                    || unwanted.contains(each.deployment().configuration()))
                        .toList());
  }

  private static boolean takesAway(PlannedDeployment planned) {
    return planned.plan() instanceof PlannedDeployment.Plan.Withdraw;
  }

  private static Deployment newer(Deployment known, Deployment read) {
    return read.basis().epoch() >= known.basis().epoch() ? read : known;
  }

  private Deployment deployment(Incoming incoming) {
    incoming.expect(EventType.DEPLOYMENT);
    Deployment deployment = Json.read(incoming.requiredValue(), Deployment.class);
    if (!deployment.configuration().isExtension()) {
      throw new UnacceptableRecordException("configuration is not the id of a configuration");
    }
    if (deployment.action() instanceof Action.Write write) {
      if (!DIGEST.matcher(write.digest()).matches()) {
        throw new UnacceptableRecordException("digest is not 64 lower-case hexadecimal digits");
      }
      if (write.secrets().size() > MAX_SECRETS) {
        throw new UnacceptableRecordException("more than " + MAX_SECRETS + " secrets");
      }
    }
    return deployment.withProperties(
        properties -> seal.open(deployment.configuration(), properties));
  }
}
