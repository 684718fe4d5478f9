package io.fairlead.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fairlead.contract.json.Json;
import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.PolicyStateField;
import io.fairlead.store.PolicyStateQuery;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// In which order states are listed: first as asked for, then by key. A page begins after the last
/// row of the one before.
///
/// @param list what binds tokens to the list
/// @param order as asked for
record PolicyStateOrder(String list, List<PolicyStateQuery.Order> order) {
  private static final int MAX_TOKEN = 16_384;
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  static PolicyStateOrder of(PolicyStateQuery query) {
    String list = query.toString().toLowerCase(Locale.ROOT);
    return new PolicyStateOrder(Integer.toHexString(list.hashCode()), query.order());
  }

  /// Columns to select for [#token].
  String columns() {
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < order.size(); i++) {
      columns.append(", ").append(PolicyStateConditions.expression(order.get(i).field()));
      columns.append(" as o").append(i);
    }
    return columns.toString();
  }

  String orderBy() {
    StringBuilder by = new StringBuilder("order by ");
    for (PolicyStateQuery.Order one : order) {
      by.append(PolicyStateConditions.expression(one.field()));
      by.append(one.ascending() ? ", " : " desc, ");
    }
    return by.append("s.key").toString();
  }

  String token(Row last) {
    List<String> values = new ArrayList<>();
    values.add(list);
    for (int i = 0; i < order.size(); i++) {
      values.add(
          order.get(i).field() == PolicyStateField.TIMESTAMP
              ? last.getOffsetDateTime("o" + i).toString()
              : last.getString("o" + i));
    }
    values.add(last.getString("key"));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(values));
  }

  /// What is true of the rows of the page after a token.
  ///
  /// @throws InvalidPageTokenException when the token is not one of this list
  String after(String token, PolicyStateConditions conditions) {
    List<String> values = values(token);
    List<String> alternatives = new ArrayList<>();
    StringBuilder equal = new StringBuilder();
    for (int i = 0; i < order.size(); i++) {
      PolicyStateQuery.Order one = order.get(i);
      String field = PolicyStateConditions.expression(one.field());
      String value = conditions.parameter(value(one.field(), values.get(i + 1)));
      alternatives.add(equal + field + (one.ascending() ? " > " : " < ") + value);
      equal.append(field).append(" = ").append(value).append(" and ");
    }
    alternatives.add(equal + "s.key > " + conditions.parameter(values.getLast()));
    return "(" + String.join(" or ", alternatives) + ")";
  }

  private static Object value(PolicyStateField field, String text) {
    if (field != PolicyStateField.TIMESTAMP) {
      return text;
    }
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidPageTokenException("the page's token was not given out by this service", e);
    }
  }

  private List<String> values(String token) {
    if (token.length() > MAX_TOKEN) {
      throw new InvalidPageTokenException(
          "a page's token has at most " + MAX_TOKEN + " characters");
    }
    List<String> values;
    try {
      byte[] json = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.ISO_8859_1));
      values = Json.mapper().readValue(json, TEXTS);
    } catch (IllegalArgumentException | IOException e) {
      throw new InvalidPageTokenException("the page's token was not given out by this service", e);
    }
    boolean own =
        values != null
            && values.size() == order.size() + 2
            && values.stream().allMatch(value -> value != null && value.indexOf('\0') < 0)
            && values.getFirst().equals(list);
    if (!own) {
      throw new InvalidPageTokenException("the page's token belongs to another list");
    }
    return values;
  }
}
