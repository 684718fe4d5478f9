/// What clusters say, taken from Kafka into PostgreSQL.
///
/// Read [io.fairlead.store.ingest.Ingestor] first, then [io.fairlead.store.ingest.Facts]: what a
/// batch of records comes down to. [io.fairlead.store.ingest.FactsTable] writes that, and decides
/// what is news.
@NullMarked
package io.fairlead.store.ingest;

import org.jspecify.annotations.NullMarked;
