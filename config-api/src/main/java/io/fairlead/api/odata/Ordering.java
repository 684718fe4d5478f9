package io.fairlead.api.odata;

import io.fairlead.api.odata.Tokens.Kind;
import io.fairlead.api.request.ArmException;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStateQuery.Order;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// `$orderby`: columns, each with `asc` or `desc`.
public final class Ordering {
  private static final String PARAMETER = "$orderby";

  private Ordering() {}

  /// Reads it.
  ///
  /// @throws ArmException (400) when it cannot be read
  public static List<Order> parse(String text) {
    Tokens tokens = Tokens.of(PARAMETER, text);
    Set<StateColumn> seen = EnumSet.noneOf(StateColumn.class);
    List<Order> order = new ArrayList<>();
    do {
      StateColumn column = tokens.column();
      if (column == StateColumn.IS_COMPLIANT) {
        throw tokens.error("'isCompliant' has no order; order by 'complianceState'");
      }
      if (!seen.add(column)) {
        throw tokens.error("'" + column.written() + "' is there twice");
      }
      boolean descending = tokens.takes("desc");
      if (!descending) {
        tokens.takes("asc");
      }
      order.add(new Order(column.field(), !descending));
    } while (tokens.takes(Kind.COMMA));
    if (tokens.peek().kind() != Kind.END) {
      throw tokens.unexpected("'asc', 'desc', ',' or the end");
    }
    if (order.size() > PolicyStateQuery.MAX_ORDER) {
      throw tokens.error("it has over " + PolicyStateQuery.MAX_ORDER + " columns");
    }
    return order;
  }
}
