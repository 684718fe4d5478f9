package io.fairlead.benchmarks.hub;

import io.fairlead.embedded.BrokerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A running `./fairlead up`, as a user starts it.
public final class UpProcess implements AutoCloseable {
  private static final String READY = "ready api=";

  /// What it says of a part that has ended by itself.
  private static final String DIED = " died (exit code ";

  /// What it says of each part of it.
  private static final Pattern PART = Pattern.compile("(\\S+) +ready after ([0-9.]+) s");

  private static final Pattern SERVICE = Pattern.compile("([a-z-]+)/target/quarkus-app");
  private static final int USUAL_PORT = 8080;
  private static final int LINES = 5;
  private static final Duration STOP = Duration.ofSeconds(20);

  private final long begin = System.nanoTime();
  private final Process process;
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();
  private final Map<String, Double> parts = new ConcurrentHashMap<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Thread end;

  private UpProcess(List<String> command) {
    try {
      this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Nothing is to be left running when whoever measures is told to end.
    this.end = new Thread(this::endAll, "end-up");
    Runtime.getRuntime().addShutdownHook(end);
    Thread.ofVirtual().name("output-up").start(this::read);
  }

  /// Starts it, with what it does without options: three clusters, and the API at port 8080 or,
  /// where that is taken, at any.
  ///
  /// @param home the project's root folder, built
  /// @param data the data directory
  public static UpProcess start(Path home, Path data) {
    String port = Integer.toString(isFree(USUAL_PORT) ? USUAL_PORT : 0);
    return new UpProcess(
        List.of(
            home.resolve("fairlead").toString(), "up", "--data", data.toString(), "--port", port));
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /// The process ids of the parts that it has started so far, by their names.
  public Map<String, Long> processes() {
    Map<String, Long> pids = new TreeMap<>();
    process
        .children()
        .forEach(
            child -> {
              String command = command(child.pid());
              Matcher service = SERVICE.matcher(command);
              if (service.find()) {
                pids.put(service.group(1), child.pid());
              } else if (command.contains(BrokerMain.class.getName())) {
                pids.put("kafka", child.pid());
              } else if (command.contains("postgres")) {
                pids.put("postgres", child.pid());
              }
            });
    return pids;
  }

  private static String command(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException over) {
      return "";
    }
  }

  /// The process id of the launcher; all that it starts are descendants of it.
  public long pid() {
    return process.pid();
  }

  /// Waits for its line that says that it serves.
  ///
  /// @return how long that took from its start
  /// @throws IllegalStateException when it ends before, or it takes too long; with what it said
  ///     last
  public Duration ready(Duration limit) throws InterruptedException {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(failure("or a part of it has ended before it was ready"), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          failure("was not ready within " + limit.toSeconds() + " s"), e);
    }
  }

  /// How long each of its parts took from its own start until it served, by name, seconds.
  public Map<String, Double> parts() {
    return new TreeMap<>(parts);
  }

  /// Asks it to end, as Ctrl-C does, and waits until it and all that it has started are gone.
  ///
  /// @return how long that took
  /// @throws IllegalStateException when it takes too long
  public Duration stop() throws InterruptedException {
    List<ProcessHandle> all = everything();
    long asked = System.nanoTime();
    process.toHandle().destroy();
    CompletableFuture<Void> gone =
        CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    try {
      gone.get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(failure("did not end within " + STOP.toSeconds() + " s"), e);
    }
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  private List<ProcessHandle> everything() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  private void endAll() {
    everything().forEach(ProcessHandle::destroyForcibly);
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      output
          .lines()
          .forEach(
              line -> {
                if (line.startsWith(READY)) {
                  ready.complete(Duration.ofNanos(System.nanoTime() - begin));
                }
                if (line.contains(DIED)) {
                  ready.completeExceptionally(new IllegalStateException(line));
                }
                Matcher part = PART.matcher(line);
                if (part.matches()) {
                  parts.put(part.group(1), Double.valueOf(part.group(2)));
                }
                remember(line);
              });
    } catch (IOException | UncheckedIOException e) {
      remember(e.toString());
    }
    ready.completeExceptionally(new IllegalStateException("ended"));
  }

  private synchronized void remember(String line) {
    lastLines.addLast(line);
    if (lastLines.size() > LINES) {
      lastLines.removeFirst();
    }
  }

  private synchronized String failure(String what) {
    return "./fairlead up " + what + "; it said last: " + String.join(" | ", lastLines);
  }

  /// Kills what is left of it.
  @Override
  public void close() {
    endAll();
    Runtime.getRuntime().removeShutdownHook(end);
  }
}
