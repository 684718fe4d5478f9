package io.fairlead.api.resource;

import io.fairlead.api.schema.BooleanSchema;
import io.fairlead.api.schema.IntegerSchema;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Forms of strings and numbers that several resource types share.
final class Formats {
  /// A day, in seconds.
  static final long LONGEST_TIMEOUT = 86_400;

  /// 30 days, in seconds.
  static final long LONGEST_INTERVAL = 2_592_000;

  private static final Duration LONGEST_WAIT = Duration.ofDays(2);

  static final BooleanSchema FLAG = BooleanSchema.STRICT;

  static final IntegerSchema TIMEOUT = IntegerSchema.between(1, LONGEST_TIMEOUT);

  static final IntegerSchema INTERVAL = IntegerSchema.between(1, LONGEST_INTERVAL);

  static final StringFormat DNS_LABEL =
      StringFormat.matching(
          "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
          "lower case letters, digits and '-', with a letter or digit at both ends");

  static final StringFormat DNS_SUBDOMAIN =
      StringFormat.matching(
          "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
          "lower case letters, digits, '-' and '.', with a letter or digit at the ends of each part");

  static final StringFormat VARIABLE =
      StringFormat.matching(
          "^[_a-zA-Z][_a-zA-Z0-9]*$", "a letter or '_', then letters, digits and '_'");

  static final StringFormat ONE_LINE =
      StringFormat.matching(
          "^[^\\x00-\\x1f\\x7f]*$", "text on one line without control characters");

  static final StringFormat DURATION =
      new StringFormat(
          "an ISO 8601 duration of days, hours, minutes and seconds over zero and up to PT48H, such as PT30M",
          "^P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$",
          Formats::durationProblem);

  static final StringFormat TIME =
      StringFormat.checked(
          "a time with its offset, such as 2026-01-31T12:00:00Z",
          text -> isTime(text) ? null : "is no such time");

  static final StringFormat GUID =
      StringFormat.matching("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", "a UUID");

  /// The name of an object in a cluster.
  static final StringSchema OBJECT_NAME = StringSchema.optional(253).as(DNS_SUBDOMAIN);

  /// Text that only the server writes.
  static final StringSchema TEXT = StringSchema.of(0, 65_536);

  private Formats() {}

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  private static @Nullable String durationProblem(String value) {
    if (!value.matches("P([0-9]{1,9}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?")) {
      return "is not a duration of the required form";
    }
    try {
      var duration = Duration.parse(value);
      return duration.isPositive() && duration.compareTo(LONGEST_WAIT) <= 0
          ? null
          : "is out of range";
    } catch (DateTimeParseException | ArithmeticException _) {
      return "is not a duration of the required form";
    }
  }
}
