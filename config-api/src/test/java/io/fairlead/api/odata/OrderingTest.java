package io.fairlead.api.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.store.PolicyStateField;
import io.fairlead.store.PolicyStateQuery.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderingTest {
  @Test
  void columnsAreAscendingUnlessTheySayOtherwise() {
    assertThat(Ordering.parse("timestamp desc, PolicyAssignmentId, resourceId ASC"))
        .containsExactly(
            new Order(PolicyStateField.TIMESTAMP, false),
            new Order(PolicyStateField.ASSIGNMENT_ID, true),
            new Order(PolicyStateField.RESOURCE_ID, true));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "timestamp down | expected 'asc', 'desc', ',' or the end at character 11, found 'down'",
        "resourceId, resourceId desc | 'resourceId' is there twice",
        "isCompliant | 'isCompliant' has no order; order by 'complianceState'",
        "timestamp, | expected a column at character 11, found the end"
      })
  void whatCannotBeReadSaysWhere(String text, String problem) {
    assertThatThrownBy(() -> Ordering.parse(text))
        .hasMessageContaining("The query parameter '$orderby' is not valid: " + problem);
  }

  @Test
  void aSelectionKeepsWhatIsWantedAndWhatDescribesTheRow() {
    // Given
    var row = JsonNodeFactory.instance.objectNode().put("@odata.id", "x").put("a", 1).put("b", 2);

    // When
    var selected = Selection.parse("B", List.of("a", "b")).of(row);

    // Then
    assertThat(selected).hasToString("{\"@odata.id\":\"x\",\"b\":2}");
    assertThatThrownBy(() -> Selection.parse("a,c", List.of("a", "b")))
        .hasMessageContaining("there is no column 'c'; the columns are a, b");
  }
}
