package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The launcher as its user meets it: a process with two outputs and an exit code.
final class Launcher implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final List<String> TERMINAL = List.of("env", "--default-signal=INT", "setsid");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Process process;
  private final BlockingQueue<String> output;
  private final BlockingQueue<String> errors;
  private final Set<ProcessHandle> started = ConcurrentHashMap.newKeySet();

  private Launcher(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::watch);
    this.output = lines(process.inputReader());
    this.errors = lines(process.errorReader());
  }

  static Launcher start(Path data, String... more) throws IOException {
    return start(List.of(), data, more);
  }

  static Launcher start(List<String> flags, Path data, String... more) throws IOException {
    return start(List.of(), flags, data, more);
  }

  /// As from a terminal: the first of a group of processes, which a Ctrl-C reaches as a whole.
  static Launcher startInTerminal(Path data) throws IOException {
    return start(TERMINAL, List.of(), data);
  }

  /// Whether this system has the programs for [#startInTerminal(Path)].
  static boolean hasTerminal() throws InterruptedException {
    var command = new ArrayList<>(TERMINAL);
    command.add("true");
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static Launcher start(List<String> before, List<String> flags, Path data, String... more)
      throws IOException {
    var command = new ArrayList<String>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.add(FakeLocalMain.class.getName());
    command.addAll(List.of("--data", data.toString(), "--port", "0"));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new Launcher(builder.start());
  }

  /// The `ready` line, once it is there.
  String awaitReady() throws InterruptedException {
    @Nullable String line = output.poll(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new AssertionError("not ready: " + errors);
    }
    return line;
  }

  /// Waits for a line on the standard error that contains the text.
  ///
  /// @return all lines up to that one
  List<String> awaitError(String text) throws InterruptedException {
    var seen = new ArrayList<String>();
    while (true) {
      @Nullable String line = errors.poll(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError("no line with '" + text + "' in " + seen);
      }
      seen.add(line);
      if (line.contains(text)) {
        return seen;
      }
    }
  }

  /// What it said on the standard error and was not yet asked for.
  List<String> errors() {
    return List.copyOf(errors);
  }

  /// What it said on the standard output and was not yet asked for.
  List<String> output() {
    return List.copyOf(output);
  }

  Process process() {
    return process;
  }

  /// What Ctrl-C in its terminal does: SIGINT to the whole group.
  void interrupt() throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("sh", "-c", "kill -s INT -- -" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  private void watch() {
    while (process.isAlive()) {
      process.descendants().forEach(started::add);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /// All processes that it was seen to have started, also those that are gone. Of a dead process
  /// nobody could tell any more.
  Set<ProcessHandle> started() {
    return Set.copyOf(started);
  }

  /// Its children, and theirs.
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /// Waits for its end.
  int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running: " + errors);
    }
    return process.exitValue();
  }

  /// Kills it, and waits until all that it started has ended too and writes no more.
  @Override
  public void close() {
    process.descendants().forEach(started::add);
    process.toHandle().destroyForcibly();
    process.onExit().join();
    started.forEach(
        one -> one.onExit().orTimeout(READY_LIMIT.toSeconds(), TimeUnit.SECONDS).join());
  }

  private static BlockingQueue<String> lines(BufferedReader reader) {
    var lines = new LinkedBlockingQueue<String>(10_000);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (var all = reader) {
                all.lines().forEach(lines::add);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return lines;
  }
}
