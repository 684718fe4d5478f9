package io.fairlead.systemtest.up;

import static org.awaitility.Awaitility.await;

import io.fairlead.systemtest.hub.BuiltServices;
import io.fairlead.systemtest.hub.Hub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A running `./fairlead up`, with all that it has started.
final class UpProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("ready api=(\\S+) gateway=(\\S+) token=(\\S+)");

  /// What the ready line says.
  record Ready(URI api, URI gateway, Path tokenFile) {}

  private final Process process;
  private final CompletableFuture<Ready> ready = new CompletableFuture<>();

  private UpProcess(Process process) {
    this.process = process;
  }

  /// Runs it from the tree that the build has just left.
  static UpProcess start(Path data, int port, int clusters) {
    try {
      markAsBuilt();
      Process process =
          new ProcessBuilder(
                  Hub.home().resolve("fairlead").toString(),
                  "up",
                  "--clusters",
                  Integer.toString(clusters),
                  "--data",
                  data.toString(),
                  "--port",
                  Integer.toString(port))
              .redirectErrorStream(true)
              .start();
      UpProcess up = new UpProcess(process);
      Thread.ofVirtual().name("output-up").start(up::read);
      return up;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The ready line, once it is there.
  Ready ready(Duration limit) throws Exception {
    return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Itself and all processes it has started, directly or not.
  List<ProcessHandle> everything() {
    List<ProcessHandle> all = new java.util.ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return List.copyOf(all);
  }

  /// Asks it to end, as Ctrl-C or SIGTERM do.
  void terminate() {
    process.destroy();
  }

  /// Kills the launcher alone, as `kill -9` does.
  void kill9() {
    process.destroyForcibly();
  }

  /// Waits until none of these processes lives.
  static void awaitGone(List<ProcessHandle> processes, Duration limit) {
    await("all processes are gone")
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Override
  public void close() {
    everything().forEach(ProcessHandle::destroyForcibly);
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
        System.out.println("up: " + line);
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(
              new Ready(
                  URI.create(matcher.group(1)),
                  URI.create(matcher.group(2)),
                  Path.of(matcher.group(3))));
        }
      }
      ready.completeExceptionally(new AssertionError("ended without being ready"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  /// The build that runs these tests has built everything, though not with `./fairlead build`.
  private static void markAsBuilt() throws IOException {
    BuiltServices.requireUpToDate(Hub.home());
    Path stamp = Hub.home().resolve("target/fairlead-up.stamp");
    Files.createDirectories(stamp.getParent());
    if (!Files.exists(stamp)) {
      Files.createFile(stamp);
    }
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
  }
}
