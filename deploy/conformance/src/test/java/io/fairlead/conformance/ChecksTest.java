package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.conformance.checks.Checks;
import io.fairlead.conformance.kit.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
  @Test
  void everyCheckHasAnIdOfItsOwnThatBeginsWithItsSection() {
    // When all checks are listed
    List<String> ids = Checks.all().stream().map(Check::id).toList();

    // Then their ids differ and are made alike
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).allMatch(id -> id.matches("\\d+(\\.\\d+)?-[a-z0-9-]+"));
  }

  @Test
  void checksAreChosenBySectionByNameAndById() {
    // When they are named in each way
    List<Check> section = Checks.meantBy("3");
    List<Check> subsection = Checks.meantBy("3.1");
    List<Check> name = Checks.meantBy("token-replayed");
    List<Check> id = Checks.meantBy("3.1-token-replayed");

    // Then a section has its subsections in it, and a name means one
    assertThat(section).extracting(Check::section).containsOnly("3", "3.1", "3.2");
    assertThat(subsection).extracting(Check::section).containsOnly("3.1");
    assertThat(name).hasSize(1);
    assertThat(id).extracting(Check::id).containsExactly("3.1-token-replayed");
    assertThat(Checks.meantBy("no-such-check")).isEmpty();
  }
}
