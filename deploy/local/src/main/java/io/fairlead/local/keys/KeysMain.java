package io.fairlead.local.keys;

import io.fairlead.embedded.StartException;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.Keyset;
import io.fairlead.encryption.KeysetException;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.Rotation;
import io.fairlead.local.Progress;
import io.fairlead.local.ServiceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command behind `./fairlead keys`.
public final class KeysMain {
  /// What a key sealed is on topics for that long after the last value was sealed anew: what
  /// policies asked for 7 days, and what is superseded a day.
  static final Duration KEPT_ON_TOPICS = Duration.ofDays(8);

  private static final int FAILED = 1;

  private final KeysOptions options;
  private final SealedCounts counts;
  private final Rotation.Pace pace;
  private final InstantSource clock;
  private final Progress out;

  /// @param out what it says
  KeysMain(
      KeysOptions options,
      SealedCounts counts,
      Rotation.Pace pace,
      InstantSource clock,
      Progress out) {
    this.options = options;
    this.counts = counts;
    this.pace = pace;
    this.clock = clock;
    this.out = out;
  }

  /// Does what was asked for.
  ///
  /// @param arguments what [KeysOptions#parse] takes
  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(System.getProperty("fairlead.home", "")).toAbsolutePath();
    System.exit(run(List.of(arguments), home));
  }

  private static int run(List<String> arguments, Path home) throws InterruptedException {
    try {
      var options = KeysOptions.parse(arguments, home.resolve(".fairlead"));
      SealedCounts counts =
          options
              .data()
              .lastAddress(ServiceProgram.API)
              .map(SealedCounts::of)
              .orElse(Optional::empty);
      new KeysMain(options, counts, pace(), InstantSource.system(), System.out::println).run();
      return 0;
    } catch (StartException | KeysetException e) {
      System.err.println("fairlead: " + e.getMessage());
      return FAILED;
    }
  }

  private static Rotation.Pace pace() {
    return new Rotation.Pace() {
      @Override
      public void added(KeyId id) {
        System.out.println("added " + id + "; waiting until every process has read it");
      }

      @Override
      public void await(Duration grace) throws InterruptedException {
        // Time is what is to pass: a process on another machine is asked by nobody.
        Thread.sleep(grace);
      }
    };
  }

  void run() throws InterruptedException {
    switch (options.verb()) {
      case KeysOptions.Verb.Create() -> create();
      case KeysOptions.Verb.List() -> list();
      case KeysOptions.Verb.Rotate(Duration grace) -> {
        KeyId primary = new Rotation(options.file(), grace).run(pace);
        out.say("primary " + primary);
        out.say("what other keys sealed is sealed anew while a hub runs; see ./fairlead keys list");
      }
      case KeysOptions.Verb.Remove(KeyId id, boolean force) -> {
        if (!force) {
          requireUnused(id);
        }
        options.file().change(keyset -> keyset.without(id));
        out.say("removed " + id);
      }
    }
  }

  private void create() {
    if (!options.file().createIfMissing()) {
      throw new StartException(options.file() + " is there already: see ./fairlead keys list");
    }
    out.say("made " + options.file().path() + " with the key " + options.file().read().primary());
  }

  private void list() {
    Optional<Map<String, Long>> counted = counts.counted();
    for (Keyset.Key key : options.file().read().keys()) {
      String purpose =
          switch (key.role()) {
            case OLD -> "old, opens only";
            case PRIMARY -> "primary, seals";
            case NEXT -> "next, becomes primary";
          };
      out.say(key.id() + " " + purpose + sealedBy(counted, key.id().toString()));
    }
    if (counted.isEmpty()) {
      out.say("no hub answers that knows how many values each key sealed");
    } else if (counted.get().getOrDefault(SealedCounts.NO_KEY, 0L) > 0) {
      out.say("no key" + sealedBy(counted, SealedCounts.NO_KEY));
    }
  }

  private static String sealedBy(Optional<Map<String, Long>> counted, String key) {
    return counted
        .map(counts -> counts.getOrDefault(key, 0L))
        .map(count -> "; " + count + (count == 1 ? " value" : " values") + " in the database")
        .orElse("");
  }

  private void requireUnused(KeyId id) {
    Optional<Long> others = counts.others(options.file().read().primary());
    if (others.isEmpty()) {
      throw new StartException(
          "no hub answers that knows whether the key "
              + id
              + " is in use: start it, or say --force");
    }
    if (others.get() > 0) {
      throw new StartException(
          "the key %s may be in use: %d values are not sealed with the primary yet"
              .formatted(id, others.get()));
    }
    Instant until = changedAt(options.file()).plus(KEPT_ON_TOPICS);
    if (clock.instant().isBefore(until)) {
      throw new StartException(
          "what the key %s sealed may be on topics until %s: wait, or say --force"
              .formatted(id, until));
    }
  }

  private static Instant changedAt(KeysetFile file) {
    try {
      return Files.getLastModifiedTime(file.path()).toInstant();
    } catch (IOException e) {
      throw new StartException("cannot use " + file + " (" + e + ")", e);
    }
  }
}
