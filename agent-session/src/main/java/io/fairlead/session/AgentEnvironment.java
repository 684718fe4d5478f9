package io.fairlead.session;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// What sessions share and do not own.
///
/// @param vertx the network
/// @param executor where sessions work: each runs one task at a time, which may wait for the disk
/// @param clock the edge's clock; only tokens depend on it
/// @param random jitter; thread-safe when sessions share it
/// @param scheduler timers
public record AgentEnvironment(
    Vertx vertx, Executor executor, Clock clock, RandomGenerator random, Scheduler scheduler) {}
