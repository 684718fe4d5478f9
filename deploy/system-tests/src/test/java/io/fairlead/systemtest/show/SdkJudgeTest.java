package io.fairlead.systemtest.show;

import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.user.SdkSuite;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Azure's own SDKs judge the API.
@ScenarioTest
class SdkJudgeTest {
  @Test
  void azuresOwnSdksFindNothingWrong(World world) throws IOException, InterruptedException {
    // Given
    world.fleet().join("sdk");
    // When and then
    SdkSuite.JUDGE.run(world.hub().api(), world.hub().tokenFile());
  }
}
