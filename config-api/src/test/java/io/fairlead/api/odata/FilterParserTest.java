package io.fairlead.api.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.api.request.ArmException;
import io.fairlead.store.PolicyStateField;
import io.fairlead.store.PolicyStateFilter;
import io.fairlead.store.PolicyStateFilter.All;
import io.fairlead.store.PolicyStateFilter.Any;
import io.fairlead.store.PolicyStateFilter.Comparison;
import io.fairlead.store.PolicyStateFilter.Not;
import io.fairlead.store.PolicyStateFilter.Text;
import io.fairlead.store.PolicyStateFilter.TextOperator;
import io.fairlead.store.PolicyStateFilter.Time;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterParserTest {
  private static final Text AUDIT = new Text(PolicyStateField.EFFECT, TextOperator.EQUAL, "audit");
  private static final Text DENY = new Text(PolicyStateField.EFFECT, TextOperator.EQUAL, "deny");
  private static final Text EAST =
      new Text(PolicyStateField.RESOURCE_LOCATION, TextOperator.NOT_EQUAL, "eastus");

  @Test
  void andBindsTighterThanOrAndParenthesesTighterThanBoth() {
    // When
    PolicyStateFilter plain =
        FilterParser.parse(
            "PolicyDefinitionAction eq 'audit' or policyDefinitionAction eq 'deny' and"
                + " resourceLocation ne 'eastus'");
    PolicyStateFilter grouped =
        FilterParser.parse(
            "(policyDefinitionAction EQ 'audit' OR policyDefinitionAction eq 'deny') AND"
                + " ResourceLocation ne 'eastus'");

    // Then
    assertThat(plain).isEqualTo(new Any(List.of(AUDIT, new All(List.of(DENY, EAST)))));
    assertThat(grouped).isEqualTo(new All(List.of(new Any(List.of(AUDIT, DENY)), EAST)));
  }

  @Test
  void notBindsTighterThanAnd() {
    assertThat(
            FilterParser.parse(
                "not policyDefinitionAction eq 'audit' and not (isCompliant eq true)"))
        .isEqualTo(
            new All(
                List.of(
                    new Not(AUDIT),
                    new Not(
                        new Text(PolicyStateField.COMPLIANCE, TextOperator.EQUAL, "Compliant")))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "isCompliant eq false, NOT_EQUAL, Compliant",
        "isCompliant ne true, NOT_EQUAL, Compliant",
        "complianceState eq 'conflict', EQUAL, Conflicting",
        "complianceState ne 'Conflicting', NOT_EQUAL, Conflicting",
        "complianceState eq 'noncompliant', EQUAL, NonCompliant"
      })
  void complianceIsAskedForInAzuresWords(String text, TextOperator operator, String value) {
    assertThat(FilterParser.parse(text))
        .isEqualTo(new Text(PolicyStateField.COMPLIANCE, operator, value));
  }

  @Test
  void functionsTakeAColumnAndAText() {
    assertThat(FilterParser.parse("startswith(resourceId, '/subscriptions/it''s')"))
        .isEqualTo(
            new Text(
                PolicyStateField.RESOURCE_ID, TextOperator.STARTS_WITH, "/subscriptions/it's"));
  }

  @Test
  void inIsTheSameAsSeveralEquals() {
    assertThat(FilterParser.parse("policyDefinitionAction in ('audit', 'deny')"))
        .isEqualTo(new Any(List.of(AUDIT, DENY)));
  }

  @Test
  void timesNeedNoQuotesAndNullIsTheEmptyText() {
    assertThat(FilterParser.parse("timestamp ge 2026-01-01T00:00:00Z"))
        .isEqualTo(new Time(Comparison.GREATER_OR_EQUAL, Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(FilterParser.parse("policySetDefinitionId eq null"))
        .isEqualTo(new Text(PolicyStateField.INITIATIVE_ID, TextOperator.EQUAL, ""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "color eq 'red' | there is no column 'color' (character 1); the columns are timestamp",
        "resourceId like 'x' | expected one of eq, ne, gt, ge, lt, le, in at character 12, found 'like'",
        "resourceId eq 5 | expected a text in single quotes, or null, for 'resourceId' at character 15, found '5'",
        "resourceId eq 'a | the text that begins at character 15 has no end",
        "complianceState eq 'Fine' | 'complianceState' is never the text 'Fine'; it is one of 'Compliant'",
        "isCompliant gt true | 'isCompliant' is compared with eq and ne only",
        "timestamp gt 'yesterday' | expected a time such as 2026-01-31T12:00:00Z, found 'yesterday'",
        "(resourceId eq 'a' | expected ')' at character 19, found the end",
        "resourceId eq 'a' resourceId | expected 'and', 'or' or the end at character 19, found 'resourceId'",
        "contains(timestamp, '2026') | 'contains' asks for a text, and 'timestamp' is none",
        "resourceId eq 'a' & 1 | '&' at character 19"
      })
  void whatCannotBeReadSaysWhereAndWhatIsAllowed(String text, String problem) {
    assertThatThrownBy(() -> FilterParser.parse(text))
        .isInstanceOf(ArmException.class)
        .hasMessageContaining("The query parameter '$filter' is not valid: " + problem);
  }

  @Test
  void depthAndTermsAreLimited() {
    String deep = "(".repeat(40) + "isCompliant eq true" + ")".repeat(40);
    String wide = "isCompliant eq true" + " or isCompliant eq true".repeat(120);

    assertThatThrownBy(() -> FilterParser.parse(deep)).hasMessageContaining("deeper than 32");
    assertThatThrownBy(() -> FilterParser.parse(wide)).hasMessageContaining("over 97 terms");
  }

  @Property(tries = 2000)
  void whateverIsAskedIsReadOrRefusedInArmsShape(@ForAll("texts") String text) {
    try {
      PolicyStateFilter filter = FilterParser.parse(text);

      assertThat(filter.size()).isBetween(1, PolicyStateFilter.MAX_TERMS);
    } catch (ArmException refused) {
      assertThat(refused.error().status()).isEqualTo(400);
      assertThat(refused.error().target()).isEqualTo("$filter");
      assertThat(refused.error().message()).hasSizeLessThan(1_000);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> word =
        Arbitraries.of(
            "and",
            "or",
            "not",
            "(",
            ")",
            ",",
            "eq",
            "ne",
            "gt",
            "in",
            "true",
            "false",
            "null",
            "'Compliant'",
            "'a''b'",
            "'",
            "5",
            "2026-01-01T00:00:00Z",
            "timestamp",
            "resourceId",
            "complianceState",
            "isCompliant",
            "policyDefinitionAction",
            "contains",
            "startswith");
    Arbitrary<String> sentences = word.list().ofMaxSize(24).map(words -> String.join(" ", words));
    return Arbitraries.oneOf(
        sentences, Arbitraries.strings().ofMaxLength(60), Arbitraries.strings().ascii());
  }
}
