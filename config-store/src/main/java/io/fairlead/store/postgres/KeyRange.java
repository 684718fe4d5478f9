package io.fairlead.store.postgres;

import io.fairlead.contract.id.PolicyScope;
import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The keys of one list: those that begin with a prefix. A page begins after a key, so that pages
/// neither repeat nor skip what stays while rows come and go.
///
/// @param prefix lower case, ending with `/`, or empty for all keys
/// @param filter what else decides what is listed, such as a type; binds tokens to the list
record KeyRange(String prefix, String filter) {
  /// The last character of all sorts after every key.
  private static final String END = "\udbff\udfff";

  private static final int MAX_TOKEN = 8192;

  KeyRange {
    prefix = prefix.toLowerCase(Locale.ROOT);
    filter = filter.toLowerCase(Locale.ROOT);
  }

  /// The keys of what is in a scope, itself left out.
  static KeyRange within(PolicyScope scope) {
    return new KeyRange(scope.key() + "/", "");
  }

  /// The key that no key of the list reaches: `0` is the character after `/`.
  String end() {
    return prefix.isEmpty() ? END : prefix.substring(0, prefix.length() - 1) + "0";
  }

  /// The key after which the page begins.
  ///
  /// @throws InvalidPageTokenException when the token is not one of this list
  String after(PageRequest page) {
    return page.token().map(this::decode).orElse(prefix);
  }

  /// The page made of rows read: one more than wanted tells that there is another page.
  <R, T> Page<T> page(
      List<R> rows, PageRequest request, Function<R, String> key, Function<R, T> item) {
    boolean more = rows.size() > request.top();
    List<R> wanted = more ? rows.subList(0, request.top()) : rows;
    return new Page<>(
        wanted.stream().map(item).toList(),
        more ? Optional.of(encode(key.apply(wanted.getLast()))) : Optional.empty());
  }

  /// The page made of the rows of these keys; of some there may be none any more.
  <R, T> Page<T> page(PageKeys keys, List<R> rows, Function<R, T> item) {
    return new Page<>(
        rows.stream().map(item).toList(),
        keys.more() ? Optional.of(encode(keys.keys().getLast())) : Optional.empty());
  }

  String encode(String lastKey) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((label() + lastKey).getBytes(StandardCharsets.UTF_8));
  }

  private String label() {
    return Integer.toHexString(hashCode()) + ":";
  }

  private String decode(String token) {
    if (token.length() > MAX_TOKEN) {
      throw new InvalidPageTokenException("a page's token has at most 8192 characters");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)))
              .toString();
      if (!text.startsWith(label() + prefix) || text.indexOf('\0') >= 0) {
        throw new InvalidPageTokenException("the page's token belongs to another list");
      }
      return text.substring(label().length());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new InvalidPageTokenException("the page's token was not given out by this service", e);
    }
  }
}
