package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Dialect.POLICY;
import static io.fairlead.policy.language.function.Dialect.TEMPLATE;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.value.Instants;
import io.fairlead.policy.language.value.Values;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Functions on points in time. They read ISO 8601, with a blank for the T if need be, and UTC
/// where no offset is given.
final class DateFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("addDays", 2, 2, DateFunctions::addDays).only(POLICY),
          Function.of("dateTimeAdd", 2, 3, DateFunctions::dateTimeAdd).only(TEMPLATE),
          Function.of("dateTimeFromEpoch", 1, 1, DateFunctions::fromEpoch).only(TEMPLATE),
          Function.of("dateTimeToEpoch", 1, 1, a -> Values.number(time(a).toEpochSecond()))
              .only(TEMPLATE));

  // Quantifiers are bounded and parts do not overlap: linear.
  private static final Pattern DURATION =
      Pattern.compile(
          "(-)?P(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
              + "(?:T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");

  private static final long DAY = 86_400;

  /// Seconds in each part of [#DURATION], in its order. As documented, a year has 365 days and
  /// a month 30.
  private static final long[] SECONDS = {365 * DAY, 30 * DAY, 7 * DAY, DAY, 3600, 60, 1};

  private DateFunctions() {}

  private static OffsetDateTime time(Arguments arguments) {
    OffsetDateTime time = Instants.read(arguments.text(0));
    if (time == null) {
      throw arguments.wrong(0, "a time such as 2026-01-31T12:00:00Z");
    }
    return time;
  }

  private static JsonNode addDays(Arguments arguments) {
    return shifted(arguments, Duration.ofDays(arguments.smallInteger(1)), "o");
  }

  private static JsonNode dateTimeAdd(Arguments arguments) {
    String text = arguments.text(1);
    Duration duration = duration(text);
    if (duration == null) {
      throw arguments.wrong(1, "a duration such as P1DT12H or -PT30M");
    }
    return shifted(arguments, duration, arguments.textOr(2, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"));
  }

  private static JsonNode shifted(Arguments arguments, Duration by, String format) {
    try {
      return Values.text(DateFormat.apply(time(arguments).plus(by), format, arguments::fails));
    } catch (DateTimeException e) {
      throw arguments.fails("has no such time");
    }
  }

  private static JsonNode fromEpoch(Arguments arguments) {
    try {
      return Values.text(
          DateFormat.apply(
              Instant.ofEpochSecond(arguments.integer(0)).atOffset(ZoneOffset.UTC),
              "yyyy-MM-ddTHH:mm:ssZ",
              arguments::fails));
    } catch (DateTimeException e) {
      throw arguments.wrong(0, "seconds since 1970 that a date can have");
    }
  }

  private static @Nullable Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || text.endsWith("T") || text.endsWith("P")) {
      return null;
    }
    long seconds = 0;
    for (int i = 0; i < SECONDS.length; i++) {
      String digits = matcher.group(i + 2);
      seconds += digits == null ? 0 : Long.parseLong(digits) * SECONDS[i];
    }
    return Duration.ofSeconds(matcher.group(1) == null ? seconds : -seconds);
  }
}
