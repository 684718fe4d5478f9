package io.fairlead.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What PostgreSQL calls a cluster: one data directory on disk, made by `initdb`, and the command
/// that serves it.
final class PostgresCluster {
  private static final String MAJOR_VERSION = "17";
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
  private static final Duration ORPHAN_GRACE = Duration.ofSeconds(10);

  private static final String CERTIFICATE = "server.crt";

  private final Path data;
  private final PostgresBinaries binaries;
  private final Unprivileged unprivileged;
  private final Path guard;

  private PostgresCluster(
      Path data, PostgresBinaries binaries, Unprivileged unprivileged, Path guard) {
    this.data = data;
    this.binaries = binaries;
    this.unprivileged = unprivileged;
    this.guard = guard;
  }

  /// Makes the cluster where there is none. The caller holds the directory's lock.
  static PostgresCluster prepare(Postgres.Settings settings) {
    Path directory = settings.directory();
    var unprivileged = Unprivileged.forDirectory(directory);
    Path own = directory.resolve("programs");
    var binaries =
        unprivileged.isForeign()
            ? PostgresBinaries.unpackedIn(own)
            : PostgresBinaries.unpacked(own);
    var cluster =
        new PostgresCluster(
            directory.resolve("data"), binaries, unprivileged, directory.resolve("guard.sh"));
    try {
      cluster.writeGuard();
      if (!Files.isDirectory(cluster.data)) {
        cluster.initialize(settings);
      }
      cluster.requireVersion();
      cluster.takeCertificate(settings.certificate());
    } catch (IOException e) {
      throw new StartException("cannot prepare PostgreSQL in " + directory + " (" + e + ")", e);
    }
    return cluster;
  }

  /// The server in the foreground, guarded by a script that ends it with this process.
  List<String> serverCommand(int port, Durability durability) {
    var server = new ArrayList<String>();
    server.add(binaries.program("postgres").toString());
    server.addAll(List.of("-D", data.toString()));
    for (Map.Entry<String, String> setting : configuration(port, durability).entrySet()) {
      server.addAll(List.of("-c", setting.getKey() + "=" + setting.getValue()));
    }
    if (Files.exists(data.resolve(CERTIFICATE))) {
      server.addAll(List.of("-c", "ssl=on"));
    }
    var command = new ArrayList<>(List.of("sh", guard.toString()));
    command.addAll(unprivileged.wrap(server));
    return command;
  }

  /// By the names that PostgreSQL looks for, as files of the server's own, which it demands.
  private void takeCertificate(Optional<ServerCertificate> certificate) throws IOException {
    Path shown = data.resolve(CERTIFICATE);
    Path key = data.resolve("server.key");
    if (certificate.isEmpty()) {
      Files.deleteIfExists(shown);
      return;
    }
    OwnerOnly.write(key, Files.readString(certificate.get().key(), StandardCharsets.US_ASCII));
    unprivileged.give(key);
    Files.copy(certificate.get().certificate(), shown, StandardCopyOption.REPLACE_EXISTING);
    unprivileged.give(shown);
  }

  /// The running server's process, as its own pid file tells it.
  Optional<ProcessHandle> server() {
    try (var lines = Files.lines(data.resolve("postmaster.pid"), StandardCharsets.US_ASCII)) {
      return lines.findFirst().map(Long::parseLong).flatMap(ProcessHandle::of).filter(this::isOurs);
    } catch (NoSuchFileException | NumberFormatException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StartException("cannot read PostgreSQL's pid file in " + data + " (" + e + ")", e);
    }
  }

  /// Ends what a killed predecessor left: the directory is ours, so a server that still runs on it
  /// is nobody's.
  void clearPredecessor() {
    Optional<ProcessHandle> orphan = server();
    if (orphan.isPresent()) {
      awaitEnd(orphan.get());
    } else {
      deletePidFileOfAnotherProgram();
    }
  }

  private static void awaitEnd(ProcessHandle orphan) {
    CompletableFuture<ProcessHandle> end = orphan.onExit();
    try {
      end.get(ORPHAN_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      orphan.destroyForcibly();
      end.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while PostgreSQL ends", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// PostgreSQL does not start while the process named in its pid file lives, though after a reboot
  /// that number may well be another program's.
  private void deletePidFileOfAnotherProgram() {
    Path pidFile = data.resolve("postmaster.pid");
    try (var lines = Files.lines(pidFile, StandardCharsets.US_ASCII)) {
      boolean reused =
          lines.findFirst().map(Long::parseLong).flatMap(ProcessHandle::of).isPresent();
      if (reused) {
        Files.delete(pidFile);
      }
    } catch (NoSuchFileException | NumberFormatException none) {
      return;
    } catch (IOException e) {
      throw new StartException("cannot clear PostgreSQL's pid file in " + data + " (" + e + ")", e);
    }
  }

  /// After a reboot the number may be that of another PostgreSQL, which is none of our business.
  private boolean isOurs(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean isPostgres =
        info.command()
            .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
            .orElse(false);
    return isPostgres
        && info.arguments()
            .map(arguments -> List.of(arguments).contains(data.toString()))
            .orElse(true);
  }

  private void writeGuard() throws IOException {
    try (var script = PostgresCluster.class.getResourceAsStream("guard.sh")) {
      if (script == null) {
        throw new IOException("guard.sh is missing from the class path");
      }
      Files.copy(script, guard, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Into a folder beside it and then renamed, so that a killed attempt leaves nothing half done.
  private void initialize(Postgres.Settings settings) throws IOException {
    Path unfinished = data.resolveSibling("data.unfinished");
    Path passwordFile = data.resolveSibling("initial-password");
    PostgresBinaries.deleteTree(unfinished);
    OwnerOnly.write(passwordFile, settings.password() + "\n");
    try {
      unprivileged.give(passwordFile);
      var initdb =
          new ArrayList<>(
              List.of(
                  binaries.program("initdb").toString(),
                  "--pgdata=" + unfinished,
                  "--username=" + Postgres.USER,
                  "--pwfile=" + passwordFile,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--no-instructions"));
      if (settings.durability() == Durability.FAST) {
        initdb.add("--no-sync");
      }
      run(unprivileged.wrap(initdb), settings);
      Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private static void run(List<String> command, Postgres.Settings settings) {
    var initdb =
        ChildProcess.start(
            new ChildProcess.Spec(
                "initdb",
                command,
                Map.of("TZ", "UTC"),
                settings.directory(),
                settings.log(),
                line -> false));
    if (initdb.awaitExit(INITDB_LIMIT) != 0) {
      throw new StartException(
          "cannot create a PostgreSQL data directory: " + String.join(" | ", initdb.lastLines()));
    }
  }

  private void requireVersion() throws IOException {
    String version =
        Files.readString(data.resolve("PG_VERSION"), StandardCharsets.US_ASCII).strip();
    if (!version.equals(MAJOR_VERSION)) {
      throw new StartException(
          data
              + " was made by PostgreSQL "
              + version
              + ", this is "
              + MAJOR_VERSION
              + ": dump it with the old one, or use another directory");
    }
  }

  private static Map<String, String> configuration(int port, Durability durability) {
    // Small, for a machine that runs everything else as well.
    var common =
        Map.ofEntries(
            Map.entry("listen_addresses", Ports.LOOPBACK),
            Map.entry("port", Integer.toString(port)),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("min_wal_size", "32MB"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_min_messages", "warning"));
    var settings = new java.util.TreeMap<>(common);
    switch (durability) {
      case PRODUCTION -> {
        settings.put("fsync", "on");
        // Taken as it is used. With less, a hundred thousand rows are written out while they
        // change.
        settings.put("shared_buffers", "256MB");
        settings.put("max_wal_size", "1GB");
      }
      case FAST -> {
        settings.put("fsync", "off");
        settings.put("shared_buffers", "64MB");
        settings.put("max_wal_size", "512MB");
        settings.put("full_page_writes", "off");
      }
    }
    return settings;
  }
}
