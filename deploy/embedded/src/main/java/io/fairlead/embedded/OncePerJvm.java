package io.fairlead.embedded;

import java.util.function.Supplier;

/// Remembers a value for the whole JVM. A static field would not do: tests that run in class
/// loaders of their own, as those of Quarkus do, each have one.
final class OncePerJvm {
  private OncePerJvm() {}

  /// The value of that name, made on first use.
  ///
  /// @param name a system property's name
  static String get(String name, Supplier<String> first) {
    // The one object of that name that all class loaders see.
    synchronized (name.intern()) {
      String known = System.getProperty(name);
      if (known != null) {
        return known;
      }
      String made = first.get();
      System.setProperty(name, made);
      return made;
    }
  }
}
