package io.fairlead.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonPathTest {
  private static final JsonPath PROPERTIES = JsonPath.ROOT.child("properties");

  @Test
  void is_written_as_a_person_would() {
    // When
    var written = PROPERTIES.child("kustomizations").child("apps-2").child("dependsOn").at(0);

    // Then
    assertThat(written).hasToString("properties.kustomizations.apps-2.dependsOn[0]");
    assertThat(JsonPath.ROOT).hasToString("");
    assertThat(JsonPath.ROOT.at(3)).hasToString("[3]");
  }

  @Test
  void a_name_that_is_not_plain_is_quoted_and_cannot_pretend_to_be_something_else() {
    // When
    var written = JsonPath.ROOT.child("tags").child("cost.center\n").child("");

    // Then
    assertThat(written).hasToString("tags['cost.center\\u000a']['']");
  }

  @Test
  void a_long_name_is_shortened() {
    // When
    var written = JsonPath.ROOT.child("x".repeat(129));

    // Then
    assertThat(written).hasToString("x".repeat(128) + "…");
  }

  @Test
  void goes_on_with_what_others_wrote() {
    // When
    var written = PROPERTIES.within("if.allOf[1]");

    // Then
    assertThat(written).hasToString("properties.if.allOf[1]");
    assertThat(JsonPath.ROOT.within("if")).hasToString("if");
    assertThat(PROPERTIES.within("")).isEqualTo(PROPERTIES);
  }

  @Test
  void equals_what_is_written_alike() {
    // When
    var one = PROPERTIES.child("a").at(1);

    // Then
    assertThat(one).isEqualTo(PROPERTIES.within("a[1]")).hasSameHashCodeAs(one.text());
    assertThat(one).isNotEqualTo(PROPERTIES.child("a").at(2)).isNotEqualTo(null);
  }
}
