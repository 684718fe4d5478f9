package io.fairlead.benchmarks.load;

import io.fairlead.benchmarks.api.ApiClient;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Somebody who reads a list of the API page by page, each after the one before, and looks no
/// further into a page than for where the next one is.
public final class Listing {
  private static final String NEXT = "\"nextLink\":\"";

  /// A link is no longer, and stands at the end.
  private static final int LONGEST_LINK = 8 * 1024;

  private Listing() {}

  /// What was read.
  ///
  /// @param pages how many
  /// @param bytes of all of them
  public record Read(int pages, long bytes) {
    /// Nothing yet.
    public static final Read NOTHING = new Read(0, 0);

    /// Both together.
    public Read and(Read other) {
      return new Read(pages + other.pages, bytes + other.bytes);
    }
  }

  /// Reads all pages from a path on.
  ///
  /// @param path of the first page, with its query
  public static Future<Read> all(ApiClient user, String path) {
    return from(user, path, Read.NOTHING);
  }

  private static Future<Read> from(ApiClient user, String path, Read before) {
    return user.get(path)
        .compose(
            page -> {
              Read now = before.and(new Read(1, page.length()));
              return next(page)
                  .map(following -> from(user, following, now))
                  .orElse(Future.succeededFuture(now));
            });
  }

  /// The path of the page that follows; empty on the last.
  ///
  /// @param page the body of a page
  public static Optional<String> next(Buffer page) {
    int from = Math.max(0, page.length() - LONGEST_LINK);
    String end = page.getString(from, page.length(), StandardCharsets.ISO_8859_1.name());
    int at = end.lastIndexOf(NEXT);
    if (at < 0) {
      return Optional.empty();
    }
    int begin = at + NEXT.length();
    URI link = URI.create(end.substring(begin, end.indexOf('"', begin)));
    return Optional.of(link.getRawPath() + "?" + link.getRawQuery());
  }
}
