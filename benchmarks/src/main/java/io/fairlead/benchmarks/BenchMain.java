package io.fairlead.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.fairlead.benchmarks.result.Outcome;
import io.fairlead.benchmarks.result.ResultFile;
import io.fairlead.benchmarks.result.Revision;
import io.fairlead.benchmarks.result.Summary;
import io.fairlead.benchmarks.result.Table;
import io.fairlead.embedded.StartException;
import io.fairlead.local.ServiceProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The command behind `./fairlead bench`: runs benchmarks one after another and prints a table for
/// each, how long each took, and the path of a file with all figures. In full each has a hub of its
/// own; quick, those that may share one do, as their tables say.
public final class BenchMain {
  private static final int MISSED = 1;
  private static final int WRONG_USE = 2;

  /// For everything in full, which takes a few hours.
  private static final Duration WHOLE = Duration.ofHours(5);

  /// Quick is over within ten minutes, whatever happens; the rest is for stopping what hangs.
  private static final Duration WHOLE_QUICK = Duration.ofSeconds(560);

  /// Kept here, or the level set on it could be lost with it.
  private static final Logger ROOT = Logger.getLogger("");

  private BenchMain() {}

  /// Exit code 0: all goals reached; 1: one was missed, or a benchmark could not be carried out; 2:
  /// wrong usage.
  ///
  /// @param arguments what [BenchOptions#parse] takes
  public static void main(String[] arguments) throws InterruptedException {
    ROOT.setLevel(Level.WARNING);
    // Ten thousand agents sign in one process here: what they take, the hub cannot have.
    AmazonCorrettoCryptoProvider.install();
    Path home = Path.of(System.getProperty("fairlead.home", "")).toAbsolutePath();
    System.exit(run(List.of(arguments), home));
  }

  private static int run(List<String> arguments, Path home) throws InterruptedException {
    BenchOptions options;
    try {
      options = BenchOptions.parse(arguments);
      for (String service :
          List.of(ServiceProgram.API, ServiceProgram.GATEWAY, ServiceProgram.ENGINE)) {
        ServiceProgram.built(home, service).requireBuilt();
      }
    } catch (StartException e) {
      System.err.println("fairlead: " + e.reason());
      return WRONG_USE;
    }
    Instant begun = Instant.now();
    String version = Revision.of(home);
    Path folder = home.resolve("target").resolve("bench");
    boolean quick = options.size() == Size.QUICK;
    Runner runner =
        new Runner(
            options.size(),
            home,
            folder.resolve("data"),
            options.size().of(WHOLE, WHOLE_QUICK),
            new Runner.Reporter(
                System.err::println, outcome -> System.out.print(Table.of(outcome))));
    // The hub's processes end with this JVM, however that ends: they watch it.
    List<Outcome> outcomes = runner.run(Turn.plan(options.benchmarks(), options.size()));
    if (outcomes.size() > 1) {
      System.out.print(Summary.of(outcomes, runner.taken()));
    }
    System.out.println();
    System.out.println(ResultFile.write(folder, options.asked(), quick, version, begun, outcomes));
    return outcomes.stream().allMatch(Outcome::isReached) ? 0 : MISSED;
  }
}
