/// The gateway's copy of all desired state, on disk.
///
/// [io.fairlead.gateway.table.TableKeeper] builds it, watches it, and rebuilds it when it can no
/// longer be trusted; [io.fairlead.gateway.table.TableBinding] is what it must belong to.
/// [io.fairlead.gateway.table.StateTable] is one run of Kafka Streams with two global stores, fed
/// by
/// [io.fairlead.gateway.table.RowUpdater];
/// rows are [io.fairlead.gateway.table.ConfigurationRow]
/// and [io.fairlead.gateway.table.ClusterRow]. Sessions read through
/// [io.fairlead.gateway.table.TableReader];
/// [io.fairlead.gateway.table.TableBarrier] holds them until the table is up to date, and
/// [io.fairlead.gateway.table.NewestEpoch] keeps two epochs apart.
@NullMarked
package io.fairlead.gateway.table;

import org.jspecify.annotations.NullMarked;
