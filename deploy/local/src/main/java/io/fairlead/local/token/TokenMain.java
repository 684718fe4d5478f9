package io.fairlead.local.token;

import io.fairlead.embedded.StartException;
import io.fairlead.local.DataDirectory;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// The command behind `./fairlead token`: makes one access token, and prints it and nothing else on
/// the standard output; or ends the validity of all that were made. The hub may run or not: it
/// reads its key again within seconds.
public final class TokenMain {
  private static final int FAILED = 1;

  private TokenMain() {}

  /// Does what was asked for.
  ///
  /// @param arguments what [TokenOptions] takes
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("fairlead.home", "")).toAbsolutePath();
    System.exit(run(List.of(arguments), home, System.out, System.err));
  }

  /// Does what was asked for.
  ///
  /// @return the exit code
  static int run(List<String> arguments, Path home, PrintStream output, PrintStream errors) {
    try {
      var options = TokenOptions.parse(arguments, home.resolve(".fairlead"));
      if (!Files.isDirectory(options.data())) {
        throw new StartException(
            options.data() + " is no data directory of a hub; name it with --data");
      }
      var data = new DataDirectory(options.data());
      if (options.wanted().isPresent()) {
        output.println(
            new AccessTokens(data.signingKey(), InstantSource.system())
                .sign(options.wanted().get()));
      } else {
        data.replaceSigningKey();
        errors.println("fairlead: no token that was made before is valid any more");
      }
      return 0;
    } catch (StartException e) {
      errors.println("fairlead: " + e.reason());
      return FAILED;
    }
  }
}
