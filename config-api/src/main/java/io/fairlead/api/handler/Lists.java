package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.store.Page;
import java.util.function.Function;

/// ARM's lists: `{"value":[…],"nextLink":"…"}`, without `nextLink` on the last page.
final class Lists {
  private Lists() {}

  static <T> Answer answer(ArmRequest request, Page<T> page, Function<T, ObjectNode> render) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode value = body.putArray("value");
    page.items().forEach(item -> value.add(render.apply(item)));
    page.next().ifPresent(token -> body.put("nextLink", request.nextLink(token)));
    return Answer.of(200, body);
  }
}
