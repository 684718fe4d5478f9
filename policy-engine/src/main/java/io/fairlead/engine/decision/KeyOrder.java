package io.fairlead.engine.decision;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// The order in which stores have their keys: that of their bytes in UTF-8.
enum KeyOrder implements Comparator<String> {
  BYTES;

  @Override
  public int compare(String one, String other) {
    return Arrays.compareUnsigned(utf8(one), utf8(other));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
