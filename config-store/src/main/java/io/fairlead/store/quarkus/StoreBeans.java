package io.fairlead.store.quarkus;

import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.ExemptionCheck;
import io.fairlead.store.FleetView;
import io.fairlead.store.Operations;
import io.fairlead.store.PolicyFeed;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.Remediations;
import io.fairlead.store.RoleAssignments;
import io.fairlead.store.ScopeStore;
import io.fairlead.store.WithdrawalCheck;
import io.fairlead.store.audit.AuditLog;
import io.fairlead.store.ingest.DeploymentSupport;
import io.fairlead.store.ingest.IngestStatus;
import io.fairlead.store.ingest.Ingestor;
import io.fairlead.store.postgres.Gatherings;
import io.fairlead.store.postgres.PostgresAuditLog;
import io.fairlead.store.postgres.PostgresClusterStore;
import io.fairlead.store.postgres.PostgresConfigurationStore;
import io.fairlead.store.postgres.PostgresFleetView;
import io.fairlead.store.postgres.PostgresOperations;
import io.fairlead.store.postgres.PostgresPolicyFeed;
import io.fairlead.store.postgres.PostgresPolicyStates;
import io.fairlead.store.postgres.PostgresPolicyStore;
import io.fairlead.store.postgres.PostgresRemediations;
import io.fairlead.store.postgres.PostgresRoleAssignments;
import io.fairlead.store.postgres.PostgresScopeStore;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.publish.PublisherStatus;
import io.fairlead.store.publish.WakeUp;
import io.fairlead.store.secret.SecretFolder;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import io.quarkus.runtime.Quarkus;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// Makes the parts of the store.
@ApplicationScoped
class StoreBeans {
  /// What belongs to the channel of sessions.
  static final String SESSIONS = "sessions";

  /// What belongs to the channel of reports.
  static final String REPORTS = "reports";

  /// What belongs to the channel of deployments.
  static final String DEPLOYMENTS = "deployments";

  /// What belongs to the channel of verdicts.
  static final String POLICY_STATES = "policy-states";

  /// Ends the process, so that whoever supervises it starts it again.
  static final String FAULT = "fault";

  // As fine as PostgreSQL keeps times, so that an answer to a write equals the next read.
  private static final InstantSource CLOCK =
      Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));

  private final StoreSettings settings;
  private final SecretProvider secrets;
  private final PropertiesSeal seal;
  private final WakeUp wakeUp = new WakeUp();

  StoreBeans(StoreConfig config, EncryptionConfig encryption) {
    this.settings =
        new StoreSettings(
            config.offlineAfter(),
            config.confirmationAwaited(),
            config.operationsKept(),
            config.readTimeout(),
            config.auditKept());
    this.secrets =
        config.secretsDir().<SecretProvider>map(SecretFolder::new).orElse(SecretProvider.NONE);
    this.seal = new PropertiesSeal(Keyring.open(encryption.file()));
  }

  @Produces
  @Singleton
  StoreSettings settings() {
    return settings;
  }

  @Produces
  @Singleton
  PropertiesSeal seal() {
    return seal;
  }

  @Produces
  @Singleton
  SecretProvider secrets() {
    return secrets;
  }

  @Produces
  @Singleton
  SecretHandover handover() {
    return SecretHandover.SEALED;
  }

  @Produces
  @Singleton
  WakeUp wakeUp() {
    return wakeUp;
  }

  @Produces
  @Singleton
  ClusterStore clusters(SessionFactory sessions) {
    return new PostgresClusterStore(sessions, settings, CLOCK, wakeUp::signal);
  }

  @Produces
  @Singleton
  Gatherings gatherings() {
    return Gatherings.begin();
  }

  @Produces
  @Singleton
  ConfigurationStore configurations(SessionFactory sessions, Pool pool, Gatherings gatherings) {
    return new PostgresConfigurationStore(
        sessions, pool, settings, CLOCK, seal, gatherings, wakeUp::signal);
  }

  @Produces
  @Singleton
  PolicyStore policies(SessionFactory sessions) {
    return new PostgresPolicyStore(sessions, CLOCK, wakeUp::signal);
  }

  @Produces
  @Singleton
  ScopeStore scopes(SessionFactory sessions) {
    return new PostgresScopeStore(sessions, CLOCK);
  }

  @Produces
  @Singleton
  Operations operations(SessionFactory sessions) {
    return new PostgresOperations(sessions);
  }

  @Produces
  @Singleton
  PublisherStatus publisherStatus() {
    return new PublisherStatus(CLOCK);
  }

  @Produces
  @Singleton
  Remediations remediations(Pool pool) {
    return new PostgresRemediations(pool, settings, CLOCK);
  }

  @Produces
  @Singleton
  RoleAssignments roleAssignments(Pool pool) {
    return new PostgresRoleAssignments(pool, settings, CLOCK);
  }

  @Produces
  @Singleton
  AuditLog auditLog(Pool pool) {
    return new PostgresAuditLog(pool, settings, wakeUp::signal);
  }

  @Produces
  @Singleton
  PolicyFeed policyFeed(Pool pool) {
    return new PostgresPolicyFeed(pool);
  }

  @Produces
  @Singleton
  FleetView fleetView(Pool pool) {
    return new PostgresFleetView(pool, settings, CLOCK, seal);
  }

  @Produces
  @Singleton
  PolicyStates policyStates(Pool pool) {
    return new PostgresPolicyStates(pool, settings, CLOCK);
  }

  @Produces
  @Singleton
  Ingestion ingestion() {
    return Ingestion.begin(CLOCK);
  }

  @Produces
  @Singleton
  @Identifier(SESSIONS)
  Ingestor sessionsIngestor(Pool pool, Ingestion ingestion) {
    return facts(pool, ingestion.of(Ingestion.Channel.SESSIONS));
  }

  @Produces
  @Singleton
  @Identifier(REPORTS)
  Ingestor reportsIngestor(Pool pool, Ingestion ingestion) {
    return facts(pool, ingestion.of(Ingestion.Channel.REPORTS));
  }

  private Ingestor facts(Pool pool, IngestStatus status) {
    return Ingestor.ofFacts(pool, settings.offlineAfter(), CLOCK, status, wakeUp::signal);
  }

  @Produces
  @Singleton
  @Identifier(FAULT)
  Runnable fault() {
    return () -> Quarkus.asyncExit(1);
  }

  @Produces
  @Singleton
  @Identifier(POLICY_STATES)
  Ingestor verdictsIngestor(Pool pool, Ingestion ingestion) {
    return Ingestor.ofVerdicts(pool, ingestion.of(Ingestion.Channel.POLICY_STATES));
  }

  @Produces
  @Singleton
  @Identifier(DEPLOYMENTS)
  Ingestor deploymentsIngestor(
      Pool pool,
      Ingestion ingestion,
      DeploymentCheck check,
      WithdrawalCheck withdrawals,
      ExemptionCheck exemptions) {
    return Ingestor.ofDeployments(
        pool,
        new DeploymentSupport(check, withdrawals, exemptions, secrets, handover(), seal),
        settings,
        CLOCK,
        ingestion.of(Ingestion.Channel.DEPLOYMENTS),
        wakeUp::signal);
  }
}
