package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.expression.Choice;
import io.fairlead.policy.language.expression.Question;
import io.fairlead.policy.language.function.Function;
import io.fairlead.policy.language.function.Functions;
import io.fairlead.policy.language.rule.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/policy-language.md` names everything there is.
class DocumentationTest {
  @Test
  void everyFunctionOperatorAndEffectIsDocumented() throws IOException {
    // Given
    String page = Files.readString(Path.of("..", "docs", "policy-language.md"));
    // When
    List<String> missing =
        Stream.of(
                Functions.all().stream().map(Function::name),
                Stream.of(Choice.values()).map(Choice::written),
                Stream.of(Question.values()).map(Question::written),
                Stream.of(Operator.values()).map(Operator::written),
                Stream.of(Effect.values()).map(Effect::written))
            .flatMap(names -> names)
            .filter(name -> !page.contains("`" + name + "`"))
            .toList();
    // Then
    assertThat(missing).isEmpty();
  }
}
