/// Real PostgreSQL and a real Apache Kafka broker without a container engine.
///
/// Both run as child processes that die with the process that started them, even when that one is
/// killed. Their data is kept across restarts and their ports too, while they are free.
///
/// Read it in this order: [io.fairlead.embedded.Backing] is all that most tests need.
/// [io.fairlead.embedded.Postgres] and [io.fairlead.embedded.Broker] are the two servers, for the
/// launcher and for tests that kill, restart or wipe them. [io.fairlead.embedded.ChildProcess] is
/// what they have in common, [io.fairlead.embedded.Lifeline] how a JVM notices that its parent is
/// gone.
@NullMarked
package io.fairlead.embedded;

import org.jspecify.annotations.NullMarked;
