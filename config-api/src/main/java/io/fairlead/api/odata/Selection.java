package io.fairlead.api.odata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.operation.Shown;
import io.fairlead.api.request.ArmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `$select`: which properties of a row are wanted. Immutable.
///
/// @param wanted in lower case; empty for all
public record Selection(Optional<Set<String>> wanted) {
  private static final String PARAMETER = "$select";

  /// All of them.
  public static final Selection ALL = new Selection(Optional.empty());

  /// Reads it.
  ///
  /// @param known all properties that a row may have
  /// @throws ArmException (400) when it names one that no row has
  public static Selection parse(String text, List<String> known) {
    TreeSet<String> wanted = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (known.stream().noneMatch(name::equalsIgnoreCase)) {
        throw Tokens.error(
            PARAMETER,
            "there is no column '%s'; the columns are %s"
                .formatted(Shown.of(name), String.join(", ", known)));
      }
      wanted.add(name.toLowerCase(Locale.ROOT));
    }
    return new Selection(Optional.of(wanted));
  }

  /// The row with nothing but what is wanted; what describes the row itself (`@odata.…`) stays.
  public ObjectNode of(ObjectNode row) {
    if (wanted.isPresent()) {
      List<String> others = new ArrayList<>();
      row.fieldNames()
          .forEachRemaining(
              name -> {
                if (!name.startsWith("@")
                    && !wanted.get().contains(name.toLowerCase(Locale.ROOT))) {
                  others.add(name);
                }
              });
      row.remove(others);
    }
    return row;
  }
}
