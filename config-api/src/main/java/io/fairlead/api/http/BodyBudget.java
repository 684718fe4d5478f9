package io.fairlead.api.http;

import java.util.concurrent.atomic.AtomicLong;

/// What the bodies of all requests under way may take of the memory together, from the first byte
/// until the answer has left. Thread-safe.
final class BodyBudget {
  /// What the tree of the smallest values takes for each byte of its body.
  private static final long TREE_PER_BYTE = 16;

  /// What the tree of a body of as many values as are allowed takes.
  private static final long LARGEST_TREE = 4L * 1024 * 1024;

  private final AtomicLong left;

  /// @param bytes of memory, in all
  BodyBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /// What a body takes of the memory: itself, and the tree that is made of it.
  ///
  /// @param length of the body, in bytes
  static long memory(int length) {
    return length + Math.min(TREE_PER_BYTE * length, LARGEST_TREE);
  }

  /// A request's share, nothing at first.
  Share share() {
    return new Share();
  }

  private boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  /// What one request has taken. Thread-safe.
  final class Share {
    private long taken;
    private boolean over;

    /// Takes what a body of this length needs more than was taken for it before.
    ///
    /// @return whether there was enough left; never once the share was given back
    synchronized boolean growTo(int length) {
      long more = memory(length) - taken;
      if (over || !take(more)) {
        return false;
      }
      taken += more;
      return true;
    }

    /// Gives all of it back. Once is enough.
    synchronized void giveBack() {
      if (!over) {
        over = true;
        left.addAndGet(taken);
      }
    }
  }
}
