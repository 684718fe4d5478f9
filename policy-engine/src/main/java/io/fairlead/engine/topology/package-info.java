/// The engine as Kafka Streams runs it. [io.fairlead.engine.topology.EngineTopology] is the whole:
///
/// - [io.fairlead.engine.topology.PolicyUpdater] feeds all policies to every task;
/// - [io.fairlead.engine.topology.StateUpdater] keeps the clusters and configurations of a task;
/// - intakes say which cluster a record touches: [io.fairlead.engine.topology.ChangeIntake],
///   [io.fairlead.engine.topology.ReportIntake], [io.fairlead.engine.topology.VerdictIntake];
/// - [io.fairlead.engine.topology.ClusterProcessor] evaluates those clusters, and all of them when
///   policies change;
/// - [io.fairlead.engine.topology.ClusterShelf] is what a task knows of its clusters.
///
/// [io.fairlead.engine.topology.TaskBoard] tells others how the tasks get on.
@NullMarked
package io.fairlead.engine.topology;

import org.jspecify.annotations.NullMarked;
