package io.fairlead.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the JVMs of a stack are told beyond what each of them always is.
///
/// @param jit how far they compile
/// @param cache what they start with
public record JvmTuning(Jit jit, StartCache cache) {
  /// As the build left the project.
  ///
  /// @param home the project's root folder
  public static JvmTuning built(Path home, Jit jit) {
    return new JvmTuning(jit, StartCache.built(home));
  }

  /// The flags of a part's JVM.
  ///
  /// @param part its name
  /// @param jars what it loads
  List<String> flags(String part, Jars jars) {
    var flags = new ArrayList<>(jit.flags());
    flags.addAll(cache.flags(part, jars));
    return List.copyOf(flags);
  }
}
