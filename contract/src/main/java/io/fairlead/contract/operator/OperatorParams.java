package io.fairlead.contract.operator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The flags of fluxd that a configuration asks for, completed by what follows from them.
///
/// They are written in one line with [Words], as `--flag=value`, `--flag value` or `--flag`, with
/// one dash or two. Any flag is let through but those of [FluxdFlags#refusal].
///
/// Writing to a repository needs an author: without `--git-user` and `--git-email`,
/// `--git-readonly` is put first. What may not write to the repository cannot keep its state there:
/// `--git-readonly` brings `--sync-state=secret`.
///
/// @param flags in the order given
public record OperatorParams(List<Flag> flags) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
  private static final String READ_ONLY = "git-readonly";
  private static final String NO_SCANNING = "registry-disable-scanning";
  // Documents about the original have it this way round, and fluxd does not know it.
  private static final String NO_SCANNING_MISNAMED = "disable-registry-scanning";

  /// One flag.
  ///
  /// @param name without dashes
  /// @param value null when none is given
  public record Flag(String name, @Nullable String value) {}

  /// Copies the flags.
  public OperatorParams {
    flags = List.copyOf(flags);
  }

  /// Reads and completes the flags.
  ///
  /// @throws InvalidSettingException when the line is malformed, a flag is there twice that
  ///     takes one value, or a flag may not be set
  public static OperatorParams parse(String line, OperatorScope scope) {
    return new OperatorParams(complete(read(line, scope)));
  }

  /// A line with `--git-readonly` put first, unless it says who writes or that nobody does. One
  /// that is malformed is given back as it is.
  public static String readOnlyUnlessNamed(String line) {
    try {
      return saysWhoWrites(read(line, OperatorScope.CLUSTER))
          ? line
          : ("--" + READ_ONLY + " " + line).strip();
    } catch (InvalidSettingException _) {
      return line;
    }
  }

  private static List<Flag> read(String line, OperatorScope scope) {
    var words = Words.of(line);
    var flags = new ArrayList<Flag>();
    for (var i = 0; i < words.size(); i++) {
      var flag = flag(words.get(i));
      if (flag.value() == null && takesWord(flag, words, i)) {
        i++;
        flag = new Flag(flag.name(), words.get(i));
      }
      check(flag, scope);
      flags.add(flag);
    }
    refuseRepetition(flags);
    return flags;
  }

  /// Whether fluxd looks for new images, which needs a cache.
  public boolean scansImages() {
    return !isOn(NO_SCANNING);
  }

  /// Whether a flag is there, whatever its value.
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /// Whether a switch is there and not set to false.
  public boolean isOn(String name) {
    return isOn(flags, name);
  }

  private Optional<Flag> find(String name) {
    return find(flags, name);
  }

  private static Optional<Flag> find(List<Flag> flags, String name) {
    return flags.stream().filter(flag -> flag.name().equals(name)).findFirst();
  }

  private static boolean isOn(List<Flag> flags, String name) {
    return find(flags, name)
        .filter(flag -> flag.value() == null || TRUE.contains(flag.value()))
        .isPresent();
  }

  private static Flag flag(String word) {
    if (!word.startsWith("-")) {
      throw invalid(
          "has '%s' where a flag is expected; allowed are --flag=value, --flag value and --flag."
              .formatted(word));
    }
    var text = word.substring(word.startsWith("--") ? 2 : 1);
    var equals = text.indexOf('=');
    var name = equals < 0 ? text : text.substring(0, equals);
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "has the flag '%s', which has no proper name; a name is of letters, digits, '-', '_' and '.'."
              .formatted(word));
    }
    return new Flag(known(name), equals < 0 ? null : text.substring(equals + 1));
  }

  private static String known(String name) {
    return switch (name) {
      case "l" -> "listen";
      case "h" -> "help";
      case NO_SCANNING_MISNAMED -> NO_SCANNING;
      default -> name;
    };
  }

  private static boolean takesWord(Flag flag, List<String> words, int index) {
    var next = index + 1 < words.size() ? words.get(index + 1) : null;
    return switch (FluxdFlags.kind(flag.name())) {
      case SWITCH -> false;
      case VALUE, LIST -> {
        if (next == null || next.startsWith("--")) {
          throw invalid(
              "has --%s without a value; allowed are --%s=value and --%s value."
                  .formatted(flag.name(), flag.name(), flag.name()));
        }
        yield true;
      }
      case OTHER -> next != null && !next.startsWith("-");
    };
  }

  private static void check(Flag flag, OperatorScope scope) {
    FluxdFlags.refusal(flag.name(), scope)
        .ifPresent(
            reason -> {
              throw invalid(
                  "has --%s, which may not be set: %s. Leave it out."
                      .formatted(flag.name(), reason));
            });
    if (flag.name().length() == 1) {
      throw invalid(
          "has -%s, and fluxd has no such flag of one letter; write the flag's full name."
              .formatted(flag.name()));
    }
    var value = flag.value();
    if (value == null) {
      return;
    }
    if (FluxdFlags.kind(flag.name()) == FluxdFlags.Kind.SWITCH
        && !TRUE.contains(value)
        && !FALSE.contains(value)) {
      throw invalid(
          "has --%s=%s; allowed are --%s, --%s=true and --%s=false."
              .formatted(flag.name(), value, flag.name(), flag.name(), flag.name()));
    }
    if (flag.name().equals("git-path") && ("," + value).contains(",/")) {
      throw invalid(
          "has --git-path=%s; allowed are paths relative to the repository's root, without a '/' in front."
              .formatted(value));
    }
  }

  private static void refuseRepetition(List<Flag> flags) {
    var seen = new HashSet<String>();
    for (var flag : flags) {
      if (!seen.add(flag.name()) && FluxdFlags.kind(flag.name()) != FluxdFlags.Kind.LIST) {
        throw invalid("has --%s twice; allowed is once.".formatted(flag.name()));
      }
    }
  }

  private static List<Flag> complete(List<Flag> given) {
    var flags = new ArrayList<>(given);
    if (!saysWhoWrites(given)) {
      flags.addFirst(new Flag(READ_ONLY, null));
    }
    if (isOn(flags, READ_ONLY) && find(flags, "sync-state").isEmpty()) {
      flags.add(new Flag("sync-state", "secret"));
    }
    return flags;
  }

  private static boolean saysWhoWrites(List<Flag> flags) {
    return Stream.of("git-user", "git-email", READ_ONLY)
        .anyMatch(name -> find(flags, name).isPresent());
  }

  private static InvalidSettingException invalid(String problem) {
    return new InvalidSettingException(problem);
  }
}
