package io.fairlead.store.quarkus;

import io.fairlead.embedded.Backing;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// A real PostgreSQL and a real Kafka without topics.
public class RealServers implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    Backing.shared().deleteAllTopics();
    return Backing.shared().newProperties();
  }

  @Override
  public void stop() {
    // They end with this JVM.
  }
}
