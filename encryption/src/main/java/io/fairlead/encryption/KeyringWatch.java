package io.fairlead.encryption;

import io.fairlead.encryption.Keyring.Refresh;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Reads a keyring's file again and again, on a thread of its own, and logs what became of it: once
/// for each change, and for each reason for which it could not be used.
public final class KeyringWatch implements AutoCloseable {
  /// How often the file is looked at where nothing else is said.
  public static final Duration USUAL = Duration.ofSeconds(2);

  private static final Logger LOGGER = System.getLogger(KeyringWatch.class.getName());

  private final Keyring keyring;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("keyring-watch").daemon().factory());
  private String lastReason = "";

  private KeyringWatch(Keyring keyring) {
    this.keyring = keyring;
  }

  /// Begins.
  public static KeyringWatch start(Keyring keyring, Duration every) {
    var watch = new KeyringWatch(keyring);
    var _ =
        watch.thread.scheduleWithFixedDelay(
            watch::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      switch (keyring.refresh()) {
        case Refresh.Same() -> lastReason = "";
        case Refresh.Changed(Keyset keyset) -> {
          lastReason = "";
          LOGGER.log(Level.INFO, "event=keyset-read-again keys={0}", keyset);
        }
        case Refresh.Kept(String reason) -> complain(reason);
      }
    } catch (RuntimeException e) {
      // One that got out would end the watch silently.
      complain(e.getClass().getSimpleName());
    }
  }

  private void complain(String reason) {
    if (!reason.equals(lastReason)) {
      LOGGER.log(Level.ERROR, "event=keyset-not-read-again reason={0}", reason);
      lastReason = reason;
    }
  }

  /// Ends.
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
