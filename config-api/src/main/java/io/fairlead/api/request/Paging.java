package io.fairlead.api.request;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.store.PageRequest;
import java.util.Optional;

/// `$top` and `$skipToken` of a list.
public final class Paging {
  public static final int DEFAULT_SIZE = 100;

  private static final int LONGEST_TOKEN = 4096;

  private Paging() {}

  /// Reads both.
  ///
  /// @throws ArmException (400) when one is malformed; whether a token is one of this list is for
  ///     the store to say
  public static PageRequest of(QueryParameters query) {
    Optional<String> token = query.value("$skipToken");
    if (token.filter(t -> t.length() > LONGEST_TOKEN || t.indexOf('\0') >= 0).isPresent()) {
      throw wrongToken();
    }
    return new PageRequest(query.value("$top").map(Paging::size).orElse(DEFAULT_SIZE), token);
  }

  /// Reads both for a list that shows what the caller may read.
  ///
  /// @throws ArmException as [#of]
  public static PageRequest narrowed(ArmRequest request) {
    PageRequest page = of(request.query());
    return request
        .allowed()
        .within()
        .map(scopes -> page.within(scopes.stream().map(RoleScope::key).toList()))
        .orElse(page);
  }

  /// The answer to a `$skipToken` that the list never gave out.
  public static ArmException wrongToken() {
    return new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        "The query parameter '$skipToken' must be taken from a 'nextLink' of this list.",
        "$skipToken");
  }

  private static int size(String text) {
    if (text.matches("[0-9]{1,4}")) {
      int size = Integer.parseInt(text);
      if (size >= 1 && size <= PageRequest.MAX_TOP) {
        return size;
      }
    }
    throw new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        "The query parameter '$top' must be a whole number from 1 to " + PageRequest.MAX_TOP + ".",
        "$top");
  }
}
