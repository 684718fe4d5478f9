package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A volume of a pod and where its one container sees it.
sealed interface Mount {
  /// The volume's name, unique in the pod.
  String name();

  /// The directory where the container sees it.
  String path();

  /// The entries of a secret as files. Changes of the secret arrive in the files.
  ///
  /// @param mode access rights of the files, such as `0400`
  record OfSecret(String name, String path, String secret, int mode) implements Mount {}

  /// An empty directory in memory, gone with the pod.
  record InMemory(String name, String path) implements Mount {}

  default ObjectNode renderMount() {
    var mount = JsonNodeFactory.instance.objectNode();
    mount.put("name", name()).put("mountPath", path());
    return switch (this) {
      case OfSecret _ -> mount.put("readOnly", true);
      // The cluster keeps no `false` here, so it would look changed for ever.
      case InMemory _ -> mount;
    };
  }

  default ObjectNode renderVolume() {
    var volume = JsonNodeFactory.instance.objectNode().put("name", name());
    switch (this) {
      case OfSecret of ->
          volume
              .putObject("secret")
              .put("secretName", of.secret())
              .put("defaultMode", of.mode())
              .put("optional", false);
      case InMemory _ -> volume.putObject("emptyDir").put("medium", "Memory");
    }
    return volume;
  }
}
