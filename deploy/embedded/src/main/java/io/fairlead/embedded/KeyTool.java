package io.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The runtime's tool that makes key pairs with their certificates.
final class KeyTool {
  private static final long LIMIT_SECONDS = 60;

  private KeyTool() {}

  /// Makes a pair whose certificate is good for two days, and puts both into a store.
  ///
  /// @param store its file (PKCS#12); made where missing
  /// @param alias of the pair in the store
  /// @param more of the tool's options
  static void generate(Path store, String password, String alias, List<String> more)
      throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        new ArrayList<>(List.of(tool.toString(), "-genkeypair", "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass:env", "STORE_PASSWORD"));
    command.addAll(List.of("-alias", alias, "-keyalg", "RSA", "-keysize", "2048"));
    command.addAll(List.of("-validity", "2"));
    command.addAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("STORE_PASSWORD", password);
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool failed or took more than " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool runs", e);
    }
  }
}
