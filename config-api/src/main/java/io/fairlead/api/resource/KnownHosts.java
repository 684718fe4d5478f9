package io.fairlead.api.resource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a known_hosts file as sshd(8) describes it: `[marker] hosts keytype base64-key
/// [comment]`.
final class KnownHosts {
  private static final Pattern SPACE = Pattern.compile("[ \\t]+");
  private static final Pattern LINES = Pattern.compile("\\r?\\n");
  private static final List<String> MARKERS = List.of("@cert-authority", "@revoked");

  private KnownHosts() {}

  /// What is wrong with a file, or null. Names the line, never its content.
  static @Nullable String problem(String text) {
    var entries = 0;
    var number = 0;
    for (var line : LINES.split(text, -1)) {
      number++;
      var entry = line.strip();
      if (!entry.isEmpty() && !entry.startsWith("#")) {
        var problem = problemOfEntry(entry);
        if (problem != null) {
          return "has line %d, which %s".formatted(number, problem);
        }
        entries++;
      }
    }
    return entries == 0 ? "names no host" : null;
  }

  private static @Nullable String problemOfEntry(String entry) {
    var fields = List.of(SPACE.split(entry));
    if (fields.getFirst().startsWith("@")) {
      if (!MARKERS.contains(fields.getFirst())) {
        return "begins with an unknown marker";
      }
      fields = fields.subList(1, fields.size());
    }
    if (fields.size() < 3) {
      return "has fewer than the three fields hosts, key type and key";
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(fields.get(2));
    } catch (IllegalArgumentException _) {
      return "has a key that is not base64";
    }
    // A key begins with the name of its type, after four bytes of length.
    var type = fields.get(1).getBytes(StandardCharsets.UTF_8);
    if (key.length <= 4 + type.length || key[0] != 0 || key[1] != 0 || key[2] != 0) {
      return "has a key that is too short";
    }
    var named = new String(key, 4, Math.min(key[3] & 0xff, key.length - 4), StandardCharsets.UTF_8);
    return named.equals(fields.get(1)) ? null : "has a key of another type than it says";
  }
}
