package io.fairlead.store.quarkus;

import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Broker;
import io.fairlead.store.Seals;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A fresh database, and a broker of its own: the application runs on while other tests of this JVM
/// run, and there is but one publisher to a Kafka.
public class RealServers implements QuarkusTestResourceLifecycleManager {
  private @Nullable Broker broker;

  @Override
  public Map<String, String> start() {
    try {
      Broker started =
          Broker.start(Broker.Settings.forTests(Files.createTempDirectory("fairlead-store")));
      broker = started;
      Map<String, String> properties = new HashMap<>();
      properties.putAll(Backing.shared().newDatabase().properties());
      properties.put("kafka.bootstrap.servers", started.bootstrapServers());
      properties.put("fairlead.encryption.keyset-file", Seals.file().path().toString());
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
  }
}
