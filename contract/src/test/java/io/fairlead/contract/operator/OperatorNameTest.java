package io.fairlead.contract.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorNameTest {
  @Test
  void whatBelongsToAnOperatorIsCalledAfterIt() {
    // When
    var name = OperatorName.parse("web");

    // Then
    assertThat(name.memcached()).isEqualTo("memcached-web");
    assertThat(name.helmOperator()).isEqualTo("web-helm-operator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b | 1 to 23 lower-case letters",
        "-a | 1 to 23 lower-case letters",
        "123456789012345678901234 | 1 to 23 lower-case letters",
        "default | service account",
        "memcached-web | kept for what belongs to another operator; allowed is any name but",
        "web-helm-operator | kept for what belongs to another operator"
      })
  void namesOfOtherThingsAreRefusedWithTheReason(String text, String reason) {
    // When
    var thrown = assertThatThrownBy(() -> OperatorName.parse(text));

    // Then
    thrown.isInstanceOf(InvalidSettingException.class).hasMessageContaining(reason);
  }
}
