package io.fairlead.store.postgres;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// A session of its own for each question. Hibernate Reactive would otherwise share one between all
/// questions of a Vert.x context, which fails as soon as two of them are asked at the same time.
record Sessions(SessionFactory factory) {
  <T> Uni<T> read(Function<Session, Uni<T>> work) {
    return factory.openSession().chain(session -> work.apply(session).eventually(session::close));
  }

  <T> Uni<T> write(Function<Session, Uni<T>> work) {
    return read(session -> session.withTransaction(transaction -> work.apply(session)));
  }
}
