package io.fairlead.gateway.live;

import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.gateway.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// A session in the registry, with the keys that changed and that it was not told of yet. Keys are
/// a set and one task tells them all, so that neither grows with the number of changes.
/// Thread-safe.
final class Member {
  /// No offset, and so no session's number.
  static final long UNNUMBERED = -1;

  private final Session session;
  private final String publicKey;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean told = new AtomicBoolean(true);
  private volatile long number = UNNUMBERED;

  /// @param publicKey the cluster's key, as registered, that the session's token was signed with
  Member(Session session, String publicKey) {
    this.session = session;
    this.publicKey = publicKey;
  }

  Session session() {
    return session;
  }

  String publicKey() {
    return publicKey;
  }

  /// The session's number; [#UNNUMBERED] before it has one.
  long number() {
    return number;
  }

  void number(long given) {
    number = given;
  }

  void changed(String key) {
    changed.add(key);
    if (told.compareAndSet(true, false)) {
      session.loop().execute(this::tell);
    }
  }

  private void tell() {
    // Before the keys are taken: one that comes in between is told by another task.
    told.set(true);
    List<String> keys = new ArrayList<>();
    changed.removeIf(keys::add);
    session.onChanged(keys);
  }

  void close(CloseReason reason) {
    session.loop().execute(() -> session.close(reason));
  }
}
