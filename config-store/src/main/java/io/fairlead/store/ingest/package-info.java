/// What clusters and the policy engine say, taken from Kafka into PostgreSQL.
///
/// Read [io.fairlead.store.ingest.Ingestor] first; an [io.fairlead.store.ingest.Intake] is what it
/// does with the records of a channel, at the [io.fairlead.store.pace.Pace] that it may have and in
/// so many [io.fairlead.store.ingest.Lanes].
///
/// Of clusters: [io.fairlead.store.ingest.Facts] is what a batch comes down to, and
/// [io.fairlead.store.ingest.FactsTable] writes that and decides what is news.
///
/// Of policies: [io.fairlead.store.ingest.VerdictTable] keeps verdicts.
/// [io.fairlead.store.ingest.DeploymentPlanner] holds what is to be deployed to the API's rules,
/// [io.fairlead.store.ingest.Exemptions] finds what forbids it,
/// [io.fairlead.store.ingest.DeploymentChange] decides what it does to what is there, and
/// [io.fairlead.store.ingest.DeploymentTable] does it.
@NullMarked
package io.fairlead.store.ingest;

import org.jspecify.annotations.NullMarked;
