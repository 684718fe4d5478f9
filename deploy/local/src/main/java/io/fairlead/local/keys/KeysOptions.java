package io.fairlead.local.keys;

import io.fairlead.embedded.StartException;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.KeyringWatch;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.local.Arguments;
import io.fairlead.local.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asked for.
///
/// @param verb what to do
/// @param file the keyset
/// @param data the data directory of the hub that may run
record KeysOptions(Verb verb, KeysetFile file, DataDirectory data) {
  static final String USAGE = "create, list, rotate [--grace SECONDS], remove ID [--force]";
  private static final int LONGEST_GRACE = 3_600;

  /// Some looks of the slowest reader.
  private static final Duration USUAL_GRACE = KeyringWatch.USUAL.multipliedBy(3);

  /// What to do.
  sealed interface Verb {
    /// Makes a keyset with one key where none is.
    record Create() implements Verb {}

    /// Shows the keys.
    record List() implements Verb {}

    /// Makes a new key the primary.
    ///
    /// @param grace from its being there to its sealing
    record Rotate(Duration grace) implements Verb {}

    /// Takes a key away.
    ///
    /// @param force whether also where values that it sealed may be left
    record Remove(KeyId id, boolean force) implements Verb {}
  }

  /// Reads a verb, its own options, `--data DIR` and `--keyset FILE`.
  ///
  /// @param defaultData the data directory where none is named
  /// @throws StartException when a word is unknown, or lacks its value, or has one that is not
  ///     allowed
  static KeysOptions parse(List<String> arguments, Path defaultData) {
    if (arguments.isEmpty()) {
      throw new StartException("keys needs a verb; allowed: " + USAGE);
    }
    String verb = arguments.getFirst();
    var rest = new Arguments(arguments.subList(1, arguments.size()));
    Path data = defaultData.toAbsolutePath().normalize();
    Path keyset = null;
    Duration grace = USUAL_GRACE;
    boolean force = false;
    KeyId id = null;
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--data" -> data = rest.path(word);
        case "--keyset" -> keyset = rest.path(word);
        case "--grace" -> {
          only("rotate", verb, word);
          grace = Duration.ofSeconds(rest.number(word, LONGEST_GRACE));
        }
        case "--force" -> {
          only("remove", verb, word);
          force = true;
        }
        default -> {
          only("remove", verb, word);
          id = id(word);
        }
      }
    }
    var directory = new DataDirectory(data);
    return new KeysOptions(
        verb(verb, grace, id, force),
        keyset == null ? directory.keysetFile() : new KeysetFile(keyset, "--keyset"),
        directory);
  }

  private static Verb verb(String verb, Duration grace, @Nullable KeyId id, boolean force) {
    return switch (verb) {
      case "create" -> new Verb.Create();
      case "list" -> new Verb.List();
      case "rotate" -> new Verb.Rotate(grace);
      case "remove" -> {
        if (id == null) {
          throw new StartException("keys remove needs the id of a key; see ./fairlead keys list");
        }
        yield new Verb.Remove(id, force);
      }
      default -> throw new StartException("unknown verb " + verb + " of keys; allowed: " + USAGE);
    };
  }

  private static void only(String wanted, String verb, String word) {
    if (!verb.equals(wanted)) {
      throw new StartException(
          "unknown word " + word + " of keys " + verb + "; allowed: --data DIR, --keyset FILE");
    }
  }

  private static KeyId id(String text) {
    try {
      return KeyId.parse(text);
    } catch (NumberFormatException e) {
      throw new StartException(
          text + " is no id of a key: a whole number; see ./fairlead keys list", e);
    }
  }
}
