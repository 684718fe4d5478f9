package io.fairlead.store.quarkus;

import io.fairlead.encryption.KeysetFile;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/// Where the keys are that seal what is kept.
@ConfigMapping(prefix = "fairlead.encryption")
public interface EncryptionConfig {
  /// The keyset: a file of mode 600, or one of a Secret that Kubernetes mounts.
  Path keysetFile();

  /// The same, with the name of the setting.
  default KeysetFile file() {
    return new KeysetFile(keysetFile(), "fairlead.encryption.keyset-file");
  }
}
