package io.fairlead.store.postgres;

import io.fairlead.store.Operation;
import io.fairlead.store.Operations;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// Operations in PostgreSQL.
public final class PostgresOperations implements Operations {
  private final Sessions sessions;

  public PostgresOperations(SessionFactory sessions) {
    this.sessions = new Sessions(sessions);
  }

  @Override
  public Uni<Optional<Operation>> find(UUID id) {
    return sessions
        .read(session -> session.find(OperationEntity.class, id))
        .map(row -> Optional.ofNullable(row).map(OperationEntity::toOperation));
  }

  @Override
  public Uni<Optional<Operation>> newest(UUID uid) {
    return sessions
        .read(
            session ->
                session
                    .createSelectionQuery(
                        "from OperationEntity where uid = :uid"
                            + " order by generation desc, startedAt desc",
                        OperationEntity.class)
                    .setParameter("uid", uid)
                    .setMaxResults(1)
                    .getSingleResultOrNull())
        .map(row -> Optional.ofNullable(row).map(OperationEntity::toOperation));
  }
}
