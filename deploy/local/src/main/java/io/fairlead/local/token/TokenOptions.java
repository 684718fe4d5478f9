package io.fairlead.local.token;

import io.fairlead.contract.access.AccessTokenClaims;
import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.embedded.StartException;
import io.fairlead.local.Arguments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What `./fairlead token` was asked for.
///
/// @param data the data directory of a hub
/// @param wanted the token to make; empty to end the validity of all
record TokenOptions(Path data, Optional<Wanted> wanted) {
  private static final Pattern TEXT =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,126}[\\x21-\\x7e])?");
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})([mhd])");

  /// A token to make.
  ///
  /// @param principal whose it is
  /// @param name for people
  /// @param grant the role that it brings; empty for one that has only what is assigned to it
  /// @param expires after how long
  record Wanted(String principal, String name, Optional<Grant> grant, Duration expires) {}

  /// Reads `--role R --scope S --expires D [--name N] [--principal ID] [--data DIR]` or
  /// `--revoke-all [--data DIR]`.
  ///
  /// @param defaultData the data directory where none is named
  /// @throws StartException when an argument is unknown, missing, or has a value that is not
  ///     allowed
  static TokenOptions parse(List<String> arguments, Path defaultData) {
    Path data = defaultData.toAbsolutePath().normalize();
    BuiltInRole role = null;
    RoleScope scope = null;
    Duration expires = null;
    String name = null;
    String principal = null;
    boolean revoke = false;
    boolean make = false;
    var rest = new Arguments(arguments);
    while (rest.hasNext()) {
      String option = rest.next();
      make |= !option.equals("--data") && !option.equals("--revoke-all");
      switch (option) {
        case "--data" -> data = rest.path(option);
        case "--role" -> role = role(rest.value(option));
        case "--scope" -> scope = scope(rest.value(option));
        case "--expires" -> expires = expires(rest.value(option));
        case "--name" -> name = text(option, rest.value(option));
        case "--principal" -> principal = text(option, rest.value(option));
        case "--revoke-all" -> revoke = true;
        default ->
            throw new StartException(
                "unknown option "
                    + option
                    + "; allowed: --role R, --scope S, --expires D, --name N, --principal ID,"
                    + " --data DIR, or --revoke-all");
      }
    }
    if (revoke) {
      if (make) {
        throw new StartException("--revoke-all goes with --data alone");
      }
      return new TokenOptions(data, Optional.empty());
    }
    return new TokenOptions(data, Optional.of(wanted(role, scope, expires, name, principal)));
  }

  private static Wanted wanted(
      @Nullable BuiltInRole role,
      @Nullable RoleScope scope,
      @Nullable Duration expires,
      @Nullable String name,
      @Nullable String principal) {
    if (expires == null) {
      throw new StartException("--expires is needed, such as 8h or 30d");
    }
    if ((role == null) != (scope == null)) {
      throw new StartException("--role and --scope go together");
    }
    if (role == null && principal == null) {
      throw new StartException(
          "--role and --scope are needed, or --principal of one that roles are assigned to");
    }
    String id = principal == null ? UUID.randomUUID().toString() : principal;
    Optional<Grant> grant =
        role == null || scope == null ? Optional.empty() : Optional.of(new Grant(role, scope));
    return new Wanted(id, name == null ? "token " + id : name, grant, expires);
  }

  private static BuiltInRole role(String text) {
    return BuiltInRole.find(text)
        .orElseThrow(
            () ->
                new StartException(
                    "--role "
                        + text
                        + ": must be the name or the id of one of: "
                        + Arrays.stream(BuiltInRole.values())
                            .map(BuiltInRole::roleName)
                            .collect(Collectors.joining(", "))));
  }

  private static RoleScope scope(String text) {
    try {
      return RoleScope.parse(text);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "--scope "
              + text
              + ": must be / or the id of a subscription, a resource group, a cluster or a"
              + " configuration",
          e);
    }
  }

  private static String text(String option, String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new StartException(
          option + ": must have 1 to 128 printable ASCII characters, none of its ends a space");
    }
    return text;
  }

  private static Duration expires(String text) {
    Duration time = duration(text);
    if (time.compareTo(AccessTokenClaims.SHORTEST) < 0
        || time.compareTo(AccessTokenClaims.LONGEST) > 0) {
      throw new StartException("--expires " + text + ": must be from 1m to 366d");
    }
    return time;
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new StartException(
          "--expires " + text + ": must be such as 15m, 8h, 30d or PT1H30M", e);
    }
  }
}
