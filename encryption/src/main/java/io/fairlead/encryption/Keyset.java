package io.fairlead.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AeadKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Keys in the order in which they were added. One, the primary, seals; all open. Those before it
/// have sealed, the one after it will. Immutable.
public final class Keyset {
  /// The most keys in one.
  public static final int MOST_KEYS = 32;

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// What a key is there for.
  public enum Role {
    /// Opens what it sealed when it was the primary.
    OLD,
    /// Seals.
    PRIMARY,
    /// Is there so that every reader knows it before it becomes the primary.
    NEXT
  }

  /// A key, without the key itself.
  public record Key(KeyId id, Role role) {}

  private final KeysetHandle handle;
  private final Aead aead;
  private final List<Key> keys;

  private Keyset(KeysetHandle handle) throws GeneralSecurityException {
    this.handle = handle;
    this.keys = keysOf(handle);
    this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /// A new one, with one key.
  public static Keyset generate() {
    return built(KeysetHandle.newBuilder().addEntry(newKey().makePrimary()));
  }

  /// Reads Tink's JSON.
  ///
  /// @throws KeysetException when it is no keyset of this sort; says why, without quoting it
  static Keyset parse(String json) {
    KeysetHandle handle;
    try {
      handle = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException | RuntimeException e) {
      // Without its cause, which may quote the keys.
      throw new KeysetException("is no keyset in Tink's JSON format with keys in clear text");
    }
    try {
      return new Keyset(handle);
    } catch (GeneralSecurityException e) {
      throw new KeysetException("has keys that this program cannot use");
    }
  }

  /// As Tink's JSON, the keys in clear text: to be written where nobody else may read it.
  String toJson() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a keyset that was made or read can be written", e);
    }
  }

  private static List<Key> keysOf(KeysetHandle handle) {
    if (handle.size() > MOST_KEYS) {
      throw new KeysetException("has more than " + MOST_KEYS + " keys");
    }
    List<Key> keys = new ArrayList<>();
    Role role = Role.OLD;
    var seen = new HashSet<KeyId>();
    for (int i = 0; i < handle.size(); i++) {
      KeysetHandle.Entry entry = handle.getAt(i);
      var id = new KeyId(entry.getId());
      if (!entry.getStatus().equals(KeyStatus.ENABLED)) {
        throw new KeysetException("has the key " + id + " that is not enabled: remove it");
      }
      // Without a prefix nothing would tell which key sealed a value.
      if (!(entry.getKey() instanceof AeadKey key) || key.getOutputPrefix().size() == 0) {
        throw new KeysetException("has the key " + id + " that is no AEAD key with a prefix");
      }
      if (!seen.add(id)) {
        throw new KeysetException("has the key " + id + " twice");
      }
      keys.add(new Key(id, entry.isPrimary() ? Role.PRIMARY : role));
      role = entry.isPrimary() ? Role.NEXT : role;
    }
    return List.copyOf(keys);
  }

  /// Its keys, in the order in which they were added.
  public List<Key> keys() {
    return keys;
  }

  /// The key that seals.
  public KeyId primary() {
    return first(Role.PRIMARY).orElseThrow();
  }

  /// The key that was added and does not seal yet.
  public Optional<KeyId> next() {
    return first(Role.NEXT);
  }

  /// Whether it has the key.
  public boolean has(KeyId id) {
    return indexOf(id).isPresent();
  }

  /// The same with one more key, which opens and does not seal yet.
  ///
  /// @throws KeysetException when there is such a key, or no room
  public Keyset withNext() {
    next()
        .ifPresent(
            id -> {
              throw new KeysetException("the key " + id + " is there already to become primary");
            });
    if (keys.size() >= MOST_KEYS) {
      throw new KeysetException("there are " + MOST_KEYS + " keys: remove old ones");
    }
    return built(KeysetHandle.newBuilder(handle).addEntry(newKey()));
  }

  /// The same, in which the key that was added seals.
  ///
  /// @throws KeysetException when there is none
  public Keyset promoted() {
    KeyId next = next().orElseThrow(() -> new KeysetException("there is no key to become primary"));
    var builder = KeysetHandle.newBuilder(handle);
    builder.getAt(indexOf(next).orElseThrow()).makePrimary();
    return built(builder);
  }

  /// The same without a key. What it sealed can never be opened again.
  ///
  /// @throws KeysetException when it is not there or the primary
  public Keyset without(KeyId id) {
    int index = indexOf(id).orElseThrow(() -> new KeysetException("there is no key " + id));
    if (keys.get(index).role() == Role.PRIMARY) {
      throw new KeysetException("the key " + id + " is the primary: rotate first");
    }
    return built(KeysetHandle.newBuilder(handle).deleteAt(index));
  }

  Aead aead() {
    return aead;
  }

  private Optional<KeyId> first(Role role) {
    return keys.stream().filter(key -> key.role() == role).map(Key::id).findFirst();
  }

  private Optional<Integer> indexOf(KeyId id) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).id().equals(id)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static KeysetHandle.Builder.Entry newKey() {
    return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.XCHACHA20_POLY1305)
        .withRandomId();
  }

  private static Keyset built(KeysetHandle.Builder builder) {
    try {
      return new Keyset(builder.build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys of this sort can be made and used", e);
    }
  }

  @Override
  public String toString() {
    return keys.toString();
  }
}
