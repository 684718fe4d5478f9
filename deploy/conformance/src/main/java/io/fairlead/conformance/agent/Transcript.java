package io.fairlead.conformance.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last few things that were said in a check, cut to a readable length. Tokens never get here.
/// Thread-safe.
public final class Transcript {
  private static final int MOST_LINES = 12;
  private static final int MOST_CHARACTERS = 240;

  private final Deque<String> lines = new ArrayDeque<>();

  /// Notes what the kit said.
  public void sent(String what) {
    add("> " + what);
  }

  /// Notes what the gateway said.
  public void heard(String what) {
    add("< " + what);
  }

  /// All that is kept, oldest first.
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private synchronized void add(String line) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    String plain = line.replaceAll("\\p{Cntrl}", " ");
    lines.addLast(
        plain.length() <= MOST_CHARACTERS
            ? plain
            : plain.substring(0, MOST_CHARACTERS) + "… (" + plain.length() + " characters)");
  }
}
