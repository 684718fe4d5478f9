package io.fairlead.contract.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fairlead.contract.operator.HelmArguments.Assignment;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelmValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--set helm.versions=v3 --set workers=2",
        "--set helm.versions=v3,workers=2",
        "--set=helm.versions=v3 --set-string workers=2",
        "--set \"helm.versions=v3,workers=2\"",
        "--set workers=9 --set helm.versions=v3,workers=2,"
      })
  void valuesAreSetInManyWays(String line) {
    // When
    var values = HelmValues.parse(line);

    // Then
    assertThat(values.given())
        .isEqualTo(Map.of(HelmValue.HELM_VERSIONS, "v3", HelmValue.WORKERS, "2"));
  }

  @Test
  void anEscapedCommaBelongsToTheValue() {
    // When
    var values = HelmValues.parse("--set helm.versions=v2\\,v3");

    // Then
    assertThat(values.get(HelmValue.HELM_VERSIONS)).isEqualTo("v2,v3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--set chartsSyncInterval=", "--set chartsSyncInterval=null"})
  void withoutAValueTheChartsOwnHolds(String line) {
    // When
    var values = HelmValues.parse("--set chartsSyncInterval=1m " + line);

    // Then
    assertThat(values.get(HelmValue.CHARTS_SYNC_INTERVAL)).isEqualTo("3m");
  }

  @Test
  void anUnknownValueIsRefusedWithThoseSupported() {
    // When
    var thrown = assertThatThrownBy(() -> HelmValues.parse("--set replicaCount=2"));

    // Then
    thrown
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("'replicaCount'")
        .hasMessageContaining("helm.versions, image.pullPolicy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-f values.yaml | reads a file",
        "--values=values.yaml | reads a file",
        "--set-file a=b | reads a file",
        "--wait | not supported",
        "helm.versions=v3 | where an argument is expected",
        "--set | sets nothing",
        "--set helm.versions | sets nothing",
        "--set helm.versions=v2,v3 | sets nothing",
        "--set =v3 | without a name",
        "--set helm.versions={v2} | list",
        "--set helm\\.versions=v3 | which is not supported; supported are",
        "--set helm.versions=v4 | v2, v3",
        "--set workers=0 | whole numbers",
        "--set chartsSyncInterval=3 | durations",
        "--set logReleaseDiffs=yes | true and false",
        "--set logFormat=xml | fmt and json",
        "--set image.pullPolicy=Sometimes | IfNotPresent",
        "--set resources.limits.cpu=lots | quantities",
        "--set git.ssh.secretName=A_B | lower-case"
      })
  void whatCannotWorkIsRefusedWithTheReason(String line, String reason) {
    // When
    var thrown = assertThatThrownBy(() -> HelmValues.parse(line));

    // Then
    thrown.isInstanceOf(InvalidSettingException.class).hasMessageContaining(reason);
  }

  @Property
  void anythingIsReadOrRefusedAsInvalid(@ForAll("lines") String line) {
    // When
    var thrown = catchThrowable(() -> HelmValues.parse("--set " + line));

    // Then
    assertThat(thrown)
        .satisfiesAnyOf(
            t -> assertThat(t).isNull(),
            t -> assertThat(t).isInstanceOf(InvalidSettingException.class));
  }

  @Property
  void escapedNamesAndValuesComeBack(@ForAll("assignments") Map<String, String> given) {
    // Given
    var text =
        given.entrySet().stream()
            .map(entry -> escaped(entry.getKey()) + "=" + escaped(entry.getValue()))
            .collect(Collectors.joining(","));
    var line = "--set-string \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';

    // When
    var assignments = HelmArguments.parse(line);

    // Then
    assertThat(assignments)
        .containsExactlyElementsOf(
            given.entrySet().stream().map(e -> new Assignment(e.getKey(), e.getValue())).toList());
  }

  @Provide
  Arbitrary<String> lines() {
    var telling = Arbitraries.strings().withChars("-=,.'\"\\ {}$ab").ofMaxLength(30);
    return Arbitraries.oneOf(telling, Arbitraries.strings().ofMaxLength(30));
  }

  @Provide
  Arbitrary<Map<String, String>> assignments() {
    var names = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(8);
    var values = Arbitraries.strings().ascii().ofMaxLength(8);
    return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(4);
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\,={}])", "\\\\$1");
  }
}
