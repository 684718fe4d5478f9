package io.fairlead.benchmarks;

import io.fairlead.embedded.StartException;
import io.fairlead.local.Arguments;
import java.util.List;

/// What the command line asked for.
///
/// @param asked the name of a benchmark, or `all`
/// @param benchmarks what that is, in the order in which it runs
/// @param size how much work is done
record BenchOptions(String asked, List<Benchmark> benchmarks, Size size) {
  private static final String ALL = "all";

  BenchOptions {
    benchmarks = List.copyOf(benchmarks);
  }

  /// Reads `NAME [--quick]`.
  ///
  /// @throws StartException when there is no such benchmark, or an option is unknown
  static BenchOptions parse(List<String> arguments) {
    String asked = "";
    Size size = Size.FULL;
    var rest = new Arguments(arguments);
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals("--quick")) {
        size = Size.QUICK;
      } else if (word.startsWith("-")) {
        throw new StartException("unknown option " + word + "; allowed: --quick");
      } else if (!asked.isEmpty()) {
        throw new StartException("one benchmark at a time, not " + asked + " and " + word);
      } else {
        asked = word;
      }
    }
    return new BenchOptions(asked, named(asked), size);
  }

  private static List<Benchmark> named(String asked) {
    return asked.equals(ALL)
        ? Benchmarks.all()
        : List.of(
            Benchmarks.named(asked)
                .orElseThrow(
                    () ->
                        new StartException(
                            (asked.isEmpty() ? "no benchmark was named" : "no benchmark " + asked)
                                + "; there are "
                                + String.join(", ", Benchmarks.names())
                                + " and all")));
  }
}
