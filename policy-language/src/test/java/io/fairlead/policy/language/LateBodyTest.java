package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.resource.ResourceView;
import org.junit.jupiter.api.Test;

/// A resource whose body is made when it is asked for.
class LateBodyTest {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final ResourceId ID = Samples.CLUSTER_ID.extension(FLUX, "apps");
  private static final JsonNode BODY = Samples.json("{'properties': {'scope': 'cluster'}}");
  private static final BoundPolicy ABOUT_ITS_NAME =
      policy(
          "{'allOf': [{'field': 'type', 'equals': '%s'}, {'field': 'name', 'equals': 'apps'}]}"
              .formatted(FLUX));
  private static final BoundPolicy ABOUT_ITS_SCOPE =
      policy("{'field': '%s/scope', 'equals': 'cluster'}".formatted(FLUX));

  private int made;
  private int failures;
  private final ResourceView view = ResourceView.late(ID, this::make);

  private JsonNode make() {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("not to be opened");
    }
    made++;
    return BODY;
  }

  private static BoundPolicy policy(String condition) {
    return switch (Samples.bound(Samples.auditing(Samples.json(condition)))) {
      case Checked.Valid<BoundPolicy>(BoundPolicy policy) -> policy;
      case Checked.Invalid<BoundPolicy>(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  @Test
  void isNotMadeForWhatTheIdTells() {
    // When
    boolean matches = ABOUT_ITS_NAME.matches(view, Samples.CONTEXT);
    // Then
    assertThat(matches).isTrue();
    assertThat(made).isZero();
  }

  @Test
  void isMadeOnceHoweverOftenItIsAsked() {
    // Given
    boolean first = ABOUT_ITS_SCOPE.matches(view, Samples.CONTEXT);
    // When
    boolean second = ABOUT_ITS_SCOPE.matches(view, Samples.CONTEXT);
    // Then
    assertThat(first).isTrue();
    assertThat(second).isTrue();
    assertThat(made).isEqualTo(1);
  }

  @Test
  void whatKeepsItFromBeingMadeIsToldToWhoeverAsksAndIsNotRemembered() {
    // Given
    failures = 1;
    assertThatThrownBy(() -> ABOUT_ITS_SCOPE.matches(view, Samples.CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not to be opened");
    // When
    boolean matches = ABOUT_ITS_SCOPE.matches(view, Samples.CONTEXT);
    // Then
    assertThat(matches).isTrue();
  }
}
