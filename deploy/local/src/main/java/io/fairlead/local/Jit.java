package io.fairlead.local;

import io.fairlead.embedded.StartException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the JVMs of a stack compile what they run.
public enum Jit {
  /// With the first compiler alone: ready sooner, with less work for the processors, and slower in
  /// the long run.
  QUICK("quick", 1),

  /// With all of it, as a JVM does by itself and the images have it.
  FULL("full", 4);

  /// The environment variable by which a user chooses.
  static final String VARIABLE = "FAIRLEAD_JIT";

  private final String word;
  private final int tier;

  Jit(String word, int tier) {
    this.word = word;
    this.tier = tier;
  }

  /// The one that a user asked for; [#QUICK] where nobody did.
  ///
  /// @param word the value of [#VARIABLE]; null or empty where it is not set
  /// @throws StartException when there is none of that name
  static Jit of(@Nullable String word) {
    if (word == null || word.isEmpty()) {
      return QUICK;
    }
    for (Jit jit : values()) {
      if (jit.word.equals(word)) {
        return jit;
      }
    }
    throw new StartException(VARIABLE + "=" + word + ": allowed are quick and full");
  }

  /// What a JVM is told; it overrides what it was told before.
  public List<String> flags() {
    return List.of("-XX:TieredStopAtLevel=" + tier);
  }
}
