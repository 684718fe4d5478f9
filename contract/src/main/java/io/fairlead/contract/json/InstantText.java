package io.fairlead.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Times as [Instant#toString()] writes them, without the machinery of general formats: every
/// record has some. What is written otherwise, and any time before year 0 or after year 9999, goes
/// the general way.
final class InstantText {
  private static final int DAY = 86_400;
  private static final int HOUR = 3600;
  private static final int MINUTE = 60;
  private static final int NANO_DIGITS = 9;

  /// The places of `2026-11-29T03:40:00Z` that are no digits.
  private static final String FORM = "0000-00-00T00:00:00";

  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * DAY;
  private static final long AFTER_LAST = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY;

  private InstantText() {}

  static SimpleModule module() {
    return new SimpleModule("instants")
        .addSerializer(Instant.class, new Writer())
        .addDeserializer(Instant.class, new Reader());
  }

  static String write(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < FIRST || second >= AFTER_LAST) {
      return instant.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, DAY));
    int ofDay = Math.floorMod(second, DAY);
    StringBuilder text = new StringBuilder(FORM.length() + NANO_DIGITS + 2);
    digits(text, date.getYear(), 1000);
    digits(text.append('-'), date.getMonthValue(), 10);
    digits(text.append('-'), date.getDayOfMonth(), 10);
    digits(text.append('T'), ofDay / HOUR, 10);
    digits(text.append(':'), ofDay / MINUTE % MINUTE, 10);
    digits(text.append(':'), ofDay % MINUTE, 10);
    fraction(text, instant.getNano());
    return text.append('Z').toString();
  }

  /// In groups of three digits, as few as say it.
  private static void fraction(StringBuilder text, int nano) {
    if (nano == 0) {
      return;
    }
    text.append('.');
    if (nano % 1_000_000 == 0) {
      digits(text, nano / 1_000_000, 100);
    } else if (nano % 1000 == 0) {
      digits(text, nano / 1000, 100_000);
    } else {
      digits(text, nano, 100_000_000);
    }
  }

  private static void digits(StringBuilder text, int number, int first) {
    for (int place = first; place > 0; place /= 10) {
      text.append((char) ('0' + number / place % 10));
    }
  }

  /// Reads what [#write(Instant)] writes, with any number of digits in the fraction; null for
  /// anything else.
  static @Nullable Instant read(String text) {
    int end = text.length() - 1;
    if (end < FORM.length() || text.charAt(end) != 'Z') {
      return null;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char c = text.charAt(i);
      char form = FORM.charAt(i);
      if (form == '0' ? c < '0' || c > '9' : c != form) {
        return null;
      }
    }
    int nano = nano(text, end);
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    // The end of a day and leap seconds can be written, too; and what is no time is refused there.
    if (nano < 0 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    LocalDate begin = LocalDate.of(year, month, 1);
    if (day > begin.lengthOfMonth()) {
      return null;
    }
    int ofDay = hour * HOUR + minute * MINUTE + second;
    return Instant.ofEpochSecond((begin.toEpochDay() + day - 1) * DAY + ofDay, nano);
  }

  /// -1 when it is no fraction.
  private static int nano(String text, int end) {
    int begin = FORM.length();
    if (begin == end) {
      return 0;
    }
    int digits = end - begin - 1;
    if (text.charAt(begin) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return -1;
    }
    int nano = 0;
    for (int i = 0; i < NANO_DIGITS; i++) {
      char c = i < digits ? text.charAt(begin + 1 + i) : '0';
      if (c < '0' || c > '9') {
        return -1;
      }
      nano = nano * 10 + c - '0';
    }
    return nano;
  }

  private static int number(String text, int begin, int end) {
    int number = 0;
    for (int i = begin; i < end; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static final class Writer extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      to.writeString(write(value));
    }
  }

  private static final class Reader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser from, DeserializationContext context) throws IOException {
      Instant read = from.hasToken(JsonToken.VALUE_STRING) ? read(from.getText()) : null;
      return read == null ? InstantDeserializer.INSTANT.deserialize(from, context) : read;
    }
  }
}
