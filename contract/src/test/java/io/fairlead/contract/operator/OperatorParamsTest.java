package io.fairlead.contract.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorParamsTest {
  private static final String AUTHOR = "--git-user=me ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--git-path=a,b --sync-garbage-collection",
        "--git-path a,b --sync-garbage-collection",
        "-git-path=a,b -sync-garbage-collection",
        "  \"--git-path=a,b\"   '--sync-garbage-collection'  "
      })
  void aFlagIsWrittenInManyWays(String line) {
    // When
    var arguments = arguments(AUTHOR + line);

    // Then
    assertThat(arguments)
        .containsExactly("--git-user=me", "--git-path=a,b", "--sync-garbage-collection");
  }

  @Test
  void aSwitchTakesNoWordAfterIt() {
    // When
    var thrown = assertThatThrownBy(() -> parse("--git-readonly true"));

    // Then
    thrown.hasMessageContaining("'true' where a flag is expected");
  }

  @Test
  void aFlagOfOneValueTakesAWordThatBeginsWithADash() {
    // When
    var arguments = arguments(AUTHOR + "--git-label -x");

    // Then
    assertThat(arguments).containsExactly("--git-user=me", "--git-label=-x");
  }

  @Test
  void anUnknownFlagIsLetThrough() {
    // When
    var arguments = arguments(AUTHOR + "--new --newer=1 --newest 2");

    // Then
    assertThat(arguments).containsExactly("--git-user=me", "--new", "--newer=1", "--newest=2");
  }

  @Test
  void withoutAnAuthorTheRepositoryIsReadOnlyAndTheStateInTheCluster() {
    // When
    var arguments = arguments("--git-path=a");

    // Then
    assertThat(arguments).containsExactly("--git-readonly", "--git-path=a", "--sync-state=secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--git-user=me", "--git-email=me@example.com", "--git-readonly=false"})
  void withAnAuthorOrAnExplicitNoItIsNot(String line) {
    // When
    var arguments = arguments(line);

    // Then
    assertThat(arguments).containsExactly(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                               | --git-readonly",
        "--git-path=a                     | --git-readonly --git-path=a",
        "'--git-user=Me And'              | '--git-user=Me And'",
        "'--git-readonly'                 | '--git-readonly'",
        "--git-label '--git-user'         | --git-label '--git-user'",
        "--git-path='a                    | --git-path='a"
      })
  void aLineIsReadOnlyUnlessItNamesAnAuthorOrIsMalformed(String line, String settled) {
    // When
    var text = OperatorParams.readOnlyUnlessNamed(line);

    // Then
    assertThat(text).isEqualTo(settled);
  }

  @Test
  void readOnlyIsNotSaidTwiceAndAStateThatIsChosenStays() {
    // When
    var arguments = arguments("--git-path=a --git-readonly --sync-state=git");

    // Then
    assertThat(arguments).containsExactly("--git-path=a", "--git-readonly", "--sync-state=git");
  }

  @ParameterizedTest
  @CsvSource({
    "--git-readonly, true",
    "--registry-disable-scanning, false",
    "--disable-registry-scanning, false",
    "--registry-disable-scanning=1, false",
    "--registry-disable-scanning=false, true"
  })
  void scansForImagesUnlessToldNotTo(String line, boolean scans) {
    // When
    var params = parse(line);

    // Then
    assertThat(params.scansImages()).isEqualTo(scans);
  }

  @Test
  void theOtherNameForNoScanningBecomesTheOneFluxdKnows() {
    // When
    var arguments = arguments(AUTHOR + "--disable-registry-scanning");

    // Then
    assertThat(arguments).containsExactly("--git-user=me", "--registry-disable-scanning");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--git-url=x | properties.repositoryUrl",
        "-git-url x | properties.repositoryUrl",
        "--k8s-secret-name=x | --k8s-secret-name",
        "--k8s-secret-data-key=x | key",
        "--ssh-keygen-dir=/x | --ssh-keygen-dir",
        "--memcached-hostname=x | cache",
        "--memcached-service= | cache",
        "--listen=:1 | probes",
        "-l :1 | probes",
        "--version | end at once",
        "-h | end at once",
        "--git-branch=a --git-branch=b | --git-branch twice",
        "--git-branch | without a value",
        "--git-branch --git-path=a | without a value",
        "--git-readonly=maybe | --git-readonly=false",
        "--git-path=/a | relative",
        "--git-path=a,/b | relative",
        "a | where a flag is expected",
        "-- | no proper name",
        "--=x | no proper name",
        "-x | one letter",
        "--git-path='a | not closed"
      })
  void whatCannotWorkIsRefusedWithTheReason(String line, String reason) {
    // When
    var thrown = assertThatThrownBy(() -> parse(line));

    // Then
    thrown
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("has ")
        .hasMessageContaining(reason);
  }

  @Test
  void aListMayBeGivenInParts() {
    // When
    var arguments = arguments(AUTHOR + "--git-path=a --git-path=b");

    // Then
    assertThat(arguments).containsExactly("--git-user=me", "--git-path=a", "--git-path=b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--k8s-allow-namespace=x",
        "--k8s-namespace-whitelist x",
        "--k8s-default-namespace=x"
      })
  void otherNamespacesAreForOperatorsOfTheClusterOnly(String line) {
    // When
    var thrown = assertThatThrownBy(() -> OperatorParams.parse(line, OperatorScope.NAMESPACE));

    // Then
    thrown.hasMessageContaining("kept to 'properties.operatorNamespace'");
    assertThat(parse(line).flags()).hasSize(3);
  }

  @Property
  void anythingIsReadOrRefusedAsInvalid(@ForAll("lines") String line) {
    // When
    var thrown = catchThrowable(() -> parse(line));

    // Then
    assertThat(thrown)
        .satisfiesAnyOf(
            t -> assertThat(t).isNull(),
            t -> assertThat(t).isInstanceOf(InvalidSettingException.class));
  }

  @Property
  void flagsComeBackInTheirOrderHoweverTheyAreWritten(
      @ForAll("flags") Map<String, String> flags,
      @ForAll @IntRange(min = 1, max = 2) int dashes,
      @ForAll boolean joined) {
    // Given
    var line =
        flags.entrySet().stream()
            .map(f -> "-".repeat(dashes) + f.getKey() + (joined ? "=" : " ") + quoted(f.getValue()))
            .collect(Collectors.joining("  "));

    // When
    var params = parse(AUTHOR + line);

    // Then
    assertThat(params.flags().stream().skip(1).map(f -> f.name() + "=" + f.value()))
        .containsExactlyElementsOf(
            flags.entrySet().stream().map(f -> f.getKey() + "=" + f.getValue()).toList());
  }

  @Property
  void whatWasCompletedOnceIsComplete(@ForAll("flags") Map<String, String> flags) {
    // Given
    var once =
        parse(
            flags.entrySet().stream()
                .map(flag -> "--" + flag.getKey() + "=" + quoted(flag.getValue()))
                .collect(Collectors.joining(" ")));

    // When
    var twice =
        parse(
            once.flags().stream()
                .map(f -> "--" + f.name() + (f.value() == null ? "" : "=" + quoted(f.value())))
                .collect(Collectors.joining(" ")));

    // Then
    assertThat(twice).isEqualTo(once);
  }

  @Provide
  Arbitrary<String> lines() {
    var telling = Arbitraries.strings().withChars("-=,.'\"\\ {}$ab").ofMaxLength(30);
    return Arbitraries.oneOf(telling, Arbitraries.strings().ofMaxLength(30));
  }

  @Provide
  Arbitrary<Map<String, String>> flags() {
    var names = Arbitraries.of("git-label", "git-branch", "sync-interval", "unknown", "new.one");
    var values = Arbitraries.strings().ascii().ofMaxLength(12).filter(v -> !v.startsWith("-"));
    return Arbitraries.maps(names, values).ofMaxSize(5);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static OperatorParams parse(String line) {
    return OperatorParams.parse(line, OperatorScope.CLUSTER);
  }

  private static List<String> arguments(String line) {
    return parse(line).flags().stream()
        .map(flag -> "--" + flag.name() + (flag.value() == null ? "" : "=" + flag.value()))
        .toList();
  }
}
