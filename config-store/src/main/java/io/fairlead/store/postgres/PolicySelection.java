package io.fairlead.store.postgres;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.store.PolicyQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A [PolicyQuery] as the database is asked.
///
/// @param range the keys that can be on the list, all within one subscription
/// @param condition in HQL, with the parameters
record PolicySelection(KeyRange range, String condition, Map<String, Object> parameters) {
  static PolicySelection of(PolicyQuery query) {
    PolicyScope scope = query.scope();
    List<String> conditions = new ArrayList<>();
    Map<String, Object> parameters = new HashMap<>();
    conditions.add("p.lifecycle <> 'Removed' and p.typeKey = :type");
    parameters.put("type", query.type().key());
    String at = "p.scopeKey in :scopes";
    parameters.put(
        "scopes",
        switch (query.reach()) {
          case EXACT -> List.of(scope.key());
          case INHERITED, ASSOCIATED -> scope.path().stream().map(PolicyScope::key).toList();
        });
    if (query.reach() == PolicyQuery.Reach.ASSOCIATED) {
      KeyRange within = KeyRange.within(scope);
      at = "(" + at + " or (p.scopeKey > :within and p.scopeKey < :without))";
      parameters.put("within", within.prefix());
      parameters.put("without", within.end());
    }
    conditions.add(at);
    query
        .category()
        .ifPresent(
            category -> {
              conditions.add("p.categoryKey = :category");
              parameters.put("category", category.toLowerCase(java.util.Locale.ROOT));
            });
    query
        .target()
        .map(PolicyId::key)
        .ifPresent(
            key -> {
              conditions.add("p.targetKey = :target");
              parameters.put("target", key);
            });
    KeyRange range = new KeyRange(scope.subscription().key() + "/", query.toString());
    parameters.put("end", range.end());
    return new PolicySelection(range, String.join(" and ", conditions), parameters);
  }

  /// Asks for keys and sizes in bytes, in the order of keys.
  ///
  /// @param also what else must hold; may be empty
  String keys(String also) {
    return "select p.key, p.bytes from PolicyEntity p where p.key > :after and p.key < :end and "
        + condition
        + also
        + " order by p.key";
  }
}
