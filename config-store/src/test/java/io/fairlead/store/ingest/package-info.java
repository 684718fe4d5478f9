/// Ingestion against a real PostgreSQL.
@NullMarked
package io.fairlead.store.ingest;

import org.jspecify.annotations.NullMarked;
