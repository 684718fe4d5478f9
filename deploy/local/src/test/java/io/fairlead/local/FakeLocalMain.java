package io.fairlead.local;

import java.nio.file.Path;
import java.util.List;

/// The command with stand-ins for the services.
final class FakeLocalMain {
  private FakeLocalMain() {}

  /// As [LocalMain#main(String[])]; the system property `broken` makes the gateway end at once.
  public static void main(String[] arguments) {
    ServiceProgram gateway =
        Boolean.getBoolean("broken")
            ? FakeService.brokenProgram(ServiceProgram.GATEWAY)
            : FakeService.program(ServiceProgram.GATEWAY);
    var programs =
        new LocalMain.Programs(
            FakeService.program(ServiceProgram.API),
            gateway,
            FakeService.program(ServiceProgram.ENGINE),
            FakeService.program(ServiceProgram.AGENT),
            Fleet.none());
    System.exit(LocalMain.run(List.of(arguments), Path.of(""), programs));
  }
}
