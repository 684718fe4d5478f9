package io.fairlead.agent.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// A kubeconfig file for an API server that asks nobody who they are. Deleted when closed.
record Kubeconfig(Path path) implements AutoCloseable {
  /// Writes one, to a file of its own.
  static Kubeconfig of(URI server, String namespace) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
        - name: test
          cluster: {server: "%s"}
        contexts:
        - name: test
          context: {cluster: test, user: test, namespace: "%s"}
        users:
        - name: test
          user: {}
        """
            .formatted(server, namespace);
    try {
      return new Kubeconfig(
          Files.writeString(Files.createTempFile("fairlead-kubeconfig-", ".yaml"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
