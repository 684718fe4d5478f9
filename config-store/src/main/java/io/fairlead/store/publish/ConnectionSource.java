package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.SQLException;

/// Opens connections that belong to nobody else: one that carries a session's lock must end with
/// it, never return to a pool.
@FunctionalInterface
public interface ConnectionSource {
  Connection open() throws SQLException;
}
