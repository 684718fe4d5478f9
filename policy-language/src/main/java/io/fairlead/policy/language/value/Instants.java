package io.fairlead.policy.language.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads points in time as definitions write them: ISO 8601 with seconds, a T or a blank
/// between date and time; a date alone is its first second. UTC where no offset is given.
public final class Instants {
  private static final int MAX_LENGTH = 40;

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  private Instants() {}

  /// The point in time; null when the text is none.
  public static @Nullable OffsetDateTime read(String text) {
    if (text.length() > MAX_LENGTH || text.length() < "2026-01-31".length()) {
      return null;
    }
    // Cheap, for the many texts that are compared and no dates at all.
    if (!Character.isDigit(text.charAt(0)) || text.charAt(4) != '-') {
      return null;
    }
    try {
      TemporalAccessor parsed = FORMAT.parse(text.replace(' ', 'T'));
      LocalTime time = parsed.query(TemporalQueries.localTime());
      LocalDate date = LocalDate.from(parsed);
      return OffsetDateTime.of(
          date, time == null ? LocalTime.MIDNIGHT : time, ZoneOffset.from(parsed));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
