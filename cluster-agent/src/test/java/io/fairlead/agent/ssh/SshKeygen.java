package io.fairlead.agent.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The real `ssh-keygen`, where it is installed.
final class SshKeygen {
  private final Path directory;

  private SshKeygen(Path directory) {
    this.directory = directory;
  }

  /// Skips the test where it is not installed.
  static SshKeygen installed(Path directory) {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "ssh-keygen")));
    assumeTrue(there, "ssh-keygen is not installed");
    return new SshKeygen(directory);
  }

  /// What it makes of a private key.
  String publicHalf(String privateKey) throws IOException, InterruptedException {
    return run("-y", "-P", "", "-f", file(privateKey).toString());
  }

  String fingerprint(String privateKey) throws IOException, InterruptedException {
    return run("-l", "-f", file(privateKey).toString());
  }

  /// A new private key.
  String generate(String[] options, String passphrase) throws IOException, InterruptedException {
    Path file = directory.resolve("generated");
    Files.deleteIfExists(file);
    var arguments = new ArrayList<>(List.of("-q", "-C", "someone", "-f", file.toString()));
    arguments.addAll(List.of(options));
    arguments.add(passphrase);
    run(arguments.toArray(String[]::new));
    return Files.readString(file);
  }

  private Path file(String privateKey) throws IOException {
    Path file = directory.resolve("key");
    Files.writeString(file, privateKey);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("ssh-keygen: " + said);
    }
    return said.strip();
  }
}
