/// The store as part of a Quarkus application: beans, configuration, channels, health and metrics.
/// Its defaults are in `META-INF/microprofile-config.properties`.
///
/// Read [io.fairlead.store.quarkus.StoreBeans] first: it puts the plain parts together.
@NullMarked
package io.fairlead.store.quarkus;

import org.jspecify.annotations.NullMarked;
