package io.fairlead.policy.language.function;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The table of functions.
public final class Functions {
  private static final Map<String, Function> BY_KEY =
      Stream.of(
              TextFunctions.ALL,
              TextCutting.ALL,
              EncodingFunctions.ALL,
              HashFunctions.ALL,
              CollectionFunctions.ALL,
              ArrayFunctions.ALL,
              ObjectFunctions.ALL,
              LogicFunctions.ALL,
              NumberFunctions.ALL,
              DateFunctions.ALL,
              ResourceIdFunctions.ALL,
              IpRangeFunctions.ALL)
          .flatMap(List::stream)
          .collect(
              toUnmodifiableMap(
                  function -> function.name().toLowerCase(Locale.ROOT), function -> function));

  private Functions() {}

  /// The function of that name, whatever its letter case; null when there is none.
  public static @Nullable Function named(String name) {
    return BY_KEY.get(name.toLowerCase(Locale.ROOT));
  }

  /// All of them, in no particular order.
  public static List<Function> all() {
    return List.copyOf(BY_KEY.values());
  }
}
