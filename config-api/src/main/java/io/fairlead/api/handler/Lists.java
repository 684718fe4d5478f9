package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.contract.json.Json;
import io.fairlead.store.Page;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// ARM's lists: `{"value":[…],"nextLink":"…"}`, without `nextLink` on the last page.
final class Lists {
  private static final byte[] BEGIN = "{\"value\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEXT = ",\"nextLink\":".getBytes(StandardCharsets.UTF_8);

  /// What is around the items of most lists, in bytes.
  private static final int LONGEST_END = 1024;

  private Lists() {}

  /// A list of items that are written already.
  ///
  /// @param items each a JSON text, in their order
  /// @param next the token of the following page
  static Answer written(ArmRequest request, List<byte[]> items, Optional<String> next) {
    int length = items.stream().mapToInt(item -> item.length + 1).sum();
    var json = new ByteArrayOutputStream(length + LONGEST_END);
    json.writeBytes(BEGIN);
    for (int at = 0; at < items.size(); at++) {
      if (at > 0) {
        json.write(',');
      }
      json.writeBytes(items.get(at));
    }
    json.write(']');
    next.map(request::nextLink)
        .ifPresent(
            link -> {
              json.writeBytes(NEXT);
              json.writeBytes(Json.write(link));
            });
    json.write('}');
    return Answer.written(200, json.toByteArray());
  }

  static <T> Answer answer(ArmRequest request, Page<T> page, Function<T, ObjectNode> render) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode value = body.putArray("value");
    page.items().forEach(item -> value.add(render.apply(item)));
    page.next().ifPresent(token -> body.put("nextLink", request.nextLink(token)));
    return Answer.of(200, body);
  }
}
