package io.fairlead.local;

import io.fairlead.embedded.Durability;
import io.fairlead.embedded.Ports;
import io.fairlead.embedded.StartException;
import io.fairlead.local.fleet.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The last step of a build: starts everything once, as `./fairlead up` does, and stops it again;
/// at their end the JVMs write down what makes their next start faster (see [StartCache]).
public final class TrainingMain {
  private static final int FAILED = 1;
  private static final int CLUSTERS = 3;
  private static final Patience PATIENCE =
      new Patience(Duration.ofMinutes(2), Duration.ofMinutes(3));

  private TrainingMain() {}

  /// Runs until everything is written.
  ///
  /// @param arguments the folder for the files, and one for the data of the stack
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("fairlead.home", "")).toAbsolutePath();
    try {
      train(home, Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]));
    } catch (StartException e) {
      System.err.println("fairlead: " + e.reason());
      System.exit(FAILED);
    } catch (IOException e) {
      System.err.println("fairlead: " + e);
      System.exit(FAILED);
    }
    System.exit(0);
  }

  private static void train(Path home, Path folder, Path data) throws IOException {
    ServiceProgram api = ServiceProgram.built(home, ServiceProgram.API);
    ServiceProgram gateway = ServiceProgram.built(home, ServiceProgram.GATEWAY);
    ServiceProgram engine = ServiceProgram.built(home, ServiceProgram.ENGINE);
    Map<String, String> fingerprints =
        Map.of(
            api.name(),
            Jars.of(api).fingerprint(),
            gateway.name(),
            Jars.of(gateway).fingerprint(),
            engine.name(),
            Jars.of(engine).fingerprint(),
            BrokerPart.NAME,
            Jars.ofThisJvm().fingerprint());
    var settings =
        new LocalStack.Settings(
            data,
            Ports.ANY,
            Ports.ANY,
            Durability.FAST,
            api,
            gateway,
            engine,
            CLUSTERS,
            SimulatedFleet::start,
            null,
            new JvmTuning(Jit.QUICK, StartCache.made(folder)));
    LocalStack.start(settings, line -> {}).close(PATIENCE);
    for (var part : fingerprints.entrySet()) {
      CacheFile.of(folder, part.getKey()).seal(part.getValue());
    }
  }
}
