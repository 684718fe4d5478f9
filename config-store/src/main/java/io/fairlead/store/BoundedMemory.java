package io.fairlead.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;

/// Remembers answers, so that each question is asked once while all of them together are not too
/// large; what no longer fits is asked again. For one thread.
final class BoundedMemory<K, V> {
  private final Map<K, V> remembered = new HashMap<>();
  private final ToLongBiFunction<K, V> size;
  private long left;

  /// @param size of a question with its answer
  /// @param most what all of them may take, in the unit of their sizes
  BoundedMemory(ToLongBiFunction<K, V> size, long most) {
    this.size = size;
    this.left = most;
  }

  /// The answer.
  ///
  /// @param asked for one that is not known yet
  V get(K question, Supplier<V> asked) {
    V known = remembered.get(question);
    if (known != null) {
      return known;
    }
    V answer = asked.get();
    long takes = size.applyAsLong(question, answer);
    if (takes <= left) {
      left -= takes;
      remembered.put(question, answer);
    }
    return answer;
  }
}
