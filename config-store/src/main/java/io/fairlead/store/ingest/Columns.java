package io.fairlead.store.ingest;

import io.fairlead.contract.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Rows as the columns that `unnest` takes.
record Columns<R>(List<R> rows, Tuple tuple) {
  Columns(List<R> rows) {
    this(rows, Tuple.tuple());
  }

  Columns<R> text(Function<R, @Nullable String> column) {
    tuple.addArrayOfString(array(column, String[]::new));
    return this;
  }

  Columns<R> uuid(Function<R, UUID> column) {
    tuple.addArrayOfUUID(array(column, UUID[]::new));
    return this;
  }

  Columns<R> number(Function<R, @Nullable Long> column) {
    tuple.addArrayOfLong(array(column, Long[]::new));
    return this;
  }

  Columns<R> time(Function<R, @Nullable Instant> column) {
    tuple.addArrayOfOffsetDateTime(
        array(
            row -> {
              Instant instant = column.apply(row);
              return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
            },
            OffsetDateTime[]::new));
    return this;
  }

  Columns<R> bytes(Function<R, byte[]> column) {
    var _ =
        tuple
            .getDelegate()
            .addArrayOfBuffer(array(row -> Buffer.buffer(column.apply(row)), Buffer[]::new));
    return this;
  }

  private <V extends @Nullable Object> V[] array(Function<R, V> column, IntFunction<V[]> newArray) {
    V[] values = newArray.apply(rows.size());
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = column.apply(rows.get(i));
      }
    } catch (RuntimeException e) {
      throw new UnwritableFactException(e);
    }
    return values;
  }

  /// JSON texts; the statement casts them. A value that several rows share is written once.
  Columns<R> json(Function<R, @Nullable Object> column) {
    IdentityHashMap<Object, String> written = new IdentityHashMap<>();
    return text(
        row -> {
          Object value = column.apply(row);
          return value == null ? null : written.computeIfAbsent(value, Columns::written);
        });
  }

  private static String written(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
