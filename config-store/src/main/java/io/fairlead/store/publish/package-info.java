/// Publication of desired state to Kafka.
///
/// Read [io.fairlead.store.publish.Publisher] first: who publishes, and for how long. Then
/// [io.fairlead.store.publish.Tenure], the publication itself, with
/// [io.fairlead.store.publish.Progress], what its successor has to know of it, and
/// [io.fairlead.store.publish.Chores], what is done in between;
/// [io.fairlead.store.publish.EpochDecision], what a new publisher makes of what it finds;
/// [io.fairlead.store.publish.ChangedRows], how rows are read so that none is ever skipped, and
/// [io.fairlead.store.publish.RowRecords], what is published of them;
/// [io.fairlead.store.publish.Overtaking], how few changes pass many and what takes long, with
/// [io.fairlead.store.publish.Lookout], how they are found; and
/// [io.fairlead.store.publish.ClusterPace], how fast the many follow;
/// [io.fairlead.store.publish.RemovedRows], when what is removed goes; and
/// [io.fairlead.store.publish.TableGrowth], why statements stay quick in a hub that began empty.
@NullMarked
package io.fairlead.store.publish;

import org.jspecify.annotations.NullMarked;
