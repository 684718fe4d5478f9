package io.fairlead.gateway.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableFilesTest {
  private static final Instant THEN = Instant.parse("2026-11-22T14:00:00Z");
  private static final TableBinding BINDING =
      new TableBinding(TableBinding.FORMAT, Map.of("fairlead.configurations", "id-1"), 3, THEN);

  @TempDir private Path directory;
  private TableFiles files;

  @BeforeEach
  void open() {
    files = new TableFiles(directory);
  }

  @AfterEach
  void close() {
    files.close();
  }

  @Test
  void files_of_the_same_table_are_kept() throws IOException {
    // Given
    Path row = populate();

    // When
    var kept = files.continueAs(BINDING.followedAt(THEN.plusSeconds(60)));

    // Then
    assertThat(kept).contains(BINDING);
    assertThat(row).exists();
  }

  static Stream<TableBinding> others() {
    return Stream.of(
        new TableBinding(TableBinding.FORMAT, BINDING.topicIds(), 4, THEN),
        new TableBinding(TableBinding.FORMAT, Map.of("fairlead.configurations", "id-2"), 3, THEN),
        new TableBinding(TableBinding.FORMAT + 1, BINDING.topicIds(), 3, THEN),
        BINDING.followedAt(THEN.plus(TableBinding.MAX_AGE).plusSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("others")
  void files_of_another_epoch_topic_or_layout_or_of_long_ago_are_deleted(TableBinding wanted)
      throws IOException {
    // Given
    Path row = populate();

    // When
    var kept = files.continueAs(wanted);

    // Then
    assertThat(kept).isEmpty();
    assertThat(row.getParent()).doesNotExist();
  }

  @Test
  void files_without_a_binding_that_can_be_read_are_deleted() throws IOException {
    // Given
    Path row = populate();
    Files.writeString(directory.resolve("table.json"), "{\"format\":");

    // When
    var kept = files.continueAs(BINDING);

    // Then
    assertThat(kept).isEmpty();
    assertThat(row).doesNotExist();
  }

  @Test
  void files_that_are_distrusted_are_deleted_whatever_is_written_of_them_later()
      throws IOException {
    // Given
    Path row = populate();
    files.distrust();
    files.write(BINDING);

    // When
    var kept = files.continueAs(BINDING);

    // Then
    assertThat(kept).isEmpty();
    assertThat(row).doesNotExist();
  }

  @Test
  void a_directory_is_used_by_one_gateway_at_a_time() {
    // Then
    assertThatThrownBy(() -> new TableFiles(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("state-dir is in use");
  }

  private Path populate() throws IOException {
    files.write(BINDING);
    Path rows = Files.createDirectories(directory.resolve("app/global"));
    return Files.writeString(rows.resolve("row"), "x");
  }
}
