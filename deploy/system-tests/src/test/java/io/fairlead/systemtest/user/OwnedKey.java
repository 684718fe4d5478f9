package io.fairlead.systemtest.user;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A configuration that only one writer writes, who therefore knows what each answer must be: one
/// that fits only a hub that lost an acknowledged write is an error. Each write of what is present
/// is bound to the state that was acknowledged last. Not thread-safe.
final class OwnedKey {
  private final ConfigUser user;
  private final Persistence persistence;
  private final ResourceId id;

  /// Of the state acknowledged last; null when that is none.
  private @Nullable String etag;

  OwnedKey(ConfigUser user, Persistence persistence, ResourceId id) {
    this.user = user;
    this.persistence = persistence;
    this.id = id;
  }

  ResourceId id() {
    return id;
  }

  /// Whether the state acknowledged last is that it is there.
  boolean isPresent() {
    return etag != null;
  }

  /// Writes a value, until that is acknowledged.
  ///
  /// @return false when the deletion before is still on its way: nothing was written
  boolean put(String value) {
    String before = etag;
    return before == null ? create(value) : replace(value, before);
  }

  /// Deletes it, until that is acknowledged.
  ///
  /// @param force without waiting for the cluster
  void delete(boolean force) {
    if (etag == null) {
      throw new IllegalStateException("not present: " + id);
    }
    Map<String, String> unchanged = ConfigUser.ifMatch(etag);
    Persistence.Outcome outcome =
        persistence.insist(
            () -> force ? user.forceDelete(id, unchanged) : user.delete(id, unchanged));
    boolean deleted =
        switch (outcome.answer().status()) {
          case 200, 202 -> true;
          case 204, 409, 412 -> outcome.repeated() && isGone();
          default -> false;
        };
    require(deleted, "the deletion of a state that was acknowledged", outcome);
    etag = null;
  }

  private boolean create(String value) {
    Persistence.Outcome outcome = persistence.insist(() -> user.put(id, Bodies.flux(value)));
    int status = outcome.answer().status();
    if (status == 409) {
      return false;
    }
    boolean created = status == 201 || (status == 200 && outcome.repeated());
    require(created, "a creation after an acknowledged deletion", outcome);
    etag = outcome.answer().etag();
    return true;
  }

  private boolean replace(String value, String before) {
    Persistence.Outcome outcome =
        persistence.insist(() -> user.put(id, Bodies.flux(value), ConfigUser.ifMatch(before)));
    Answer now = outcome.answer();
    if (now.status() == 412 && outcome.repeated()) {
      // An attempt that nobody answered may have been carried out.
      now = persistence.insist(() -> user.get(id)).answer();
      require(now.status() == 200 && valueIn(now).equals(value), "what was written", outcome);
    }
    require(now.status() == 200, "the replacement of a state that was acknowledged", outcome);
    etag = now.etag();
    return true;
  }

  private boolean isGone() {
    Answer now = persistence.insist(() -> user.get(id)).answer();
    return now.status() == 404 || now.text("/properties/provisioningState").equals("Deleting");
  }

  private String valueIn(Answer answer) {
    return Bodies.valueIn(id, answer.body().path("properties"));
  }

  private void require(boolean right, String what, Persistence.Outcome outcome) {
    if (!right) {
      throw new AssertionError(
          "expected %s of %s, last acknowledged as %s, but got %s"
              .formatted(what, id.name(), etag, outcome));
    }
  }
}
