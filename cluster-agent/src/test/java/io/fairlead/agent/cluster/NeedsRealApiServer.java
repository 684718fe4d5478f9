package io.fairlead.agent.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Leaves a test, or all tests of a class, out where no real API server is named. For what the mock
/// server cannot follow; [TestCluster] says what that is.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealApiServerCondition.class)
public @interface NeedsRealApiServer {
  /// How many servers are needed: 1 or 2.
  int servers() default 1;
}
