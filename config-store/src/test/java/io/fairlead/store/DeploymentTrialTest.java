package io.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.DeploymentTrial.Result;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretProvider;
import io.fairlead.store.secret.SecretReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/// What would come of what policies want.
class DeploymentTrialTest {
  private static final String SECRET = "c2VjcmV0";
  private static final SecretPlace HERE = place("here");
  private static final SecretPlace ABSENT = place("absent");

  private final List<SecretReference> asked = new ArrayList<>();
  private final List<Map<String, Secret>> checked = new ArrayList<>();
  private final DeploymentTrial trial = new DeploymentTrial(new Rules(), this::find);

  private static SecretPlace place(String secret) {
    return new SecretPlace("/configurationProtectedSettings/" + secret, "vault", secret, null);
  }

  private static ResourceId configuration(String cluster) {
    return ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", cluster)
        .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "base");
  }

  private static ObjectNode properties(String url) {
    return JsonNodeFactory.instance.objectNode().put("url", url);
  }

  private SecretProvider.Answer find(SecretReference reference) {
    asked.add(reference);
    if (reference.name().equals("fault")) {
      throw new IllegalStateException("Found " + SECRET);
    }
    return reference.name().equals("here")
        ? new SecretProvider.Answer.Found(new Secret(SECRET))
        : new SecretProvider.Answer.Missing("there is no such file");
  }

  /// Refuse what has the URL `bad`.
  private final class Rules implements DeploymentCheck {
    @Override
    public Outcome check(
        ResourceId configuration, JsonNode properties, Map<String, Secret> secrets) {
      checked.add(secrets);
      if (properties.path("url").asText().equals("fault")) {
        throw new IllegalStateException("Found " + SECRET);
      }
      return properties.path("url").asText().equals("bad")
          ? new Outcome.Refused("The URL is bad.")
          : new Outcome.Accepted(properties.deepCopy());
    }

    @Override
    public Optional<String> changeProblem(
        ResourceId configuration, ObjectNode stored, ObjectNode accepted) {
      if (accepted.path("url").asText().equals("fault")) {
        throw new IllegalStateException("Found " + SECRET);
      }
      return Optional.empty();
    }
  }

  @Test
  void aSecretThatCannotBeHadIsNamedAndNothingIsChecked() {
    // When
    Result result = trial.of(configuration("a"), properties("good"), List.of(HERE, ABSENT));

    // Then
    assertThat(result)
        .isEqualTo(
            new Result.Refused(
                Reason.SecretUnavailable,
                "The secret 'absent' of vault 'vault' cannot be had: there is no such file."));
    assertThat(checked).isEmpty();
  }

  @Test
  void whatTheRulesRefuseIsSaidInTheirWords() {
    // When
    Result result = trial.of(configuration("a"), properties("bad"), List.of());

    // Then
    assertThat(result).isEqualTo(new Result.Refused(Reason.DeploymentFailed, "The URL is bad."));
  }

  @Test
  void theRulesSeeTheSecretsAndNobodyReadsThemInTheResult() {
    // When
    Result result = trial.of(configuration("a"), properties("good"), List.of(HERE));

    // Then
    assertThat(checked).containsExactly(Map.of(HERE.pointer(), new Secret(SECRET)));
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Writable.class,
            writable -> assertThat(writable.properties()).isEqualTo(properties("good")));
    assertThat(result.toString()).doesNotContain(SECRET);
  }

  @Test
  void equalContentsOfManyClustersAreAskedForAndCheckedOnce() {
    // When
    for (int i = 0; i < 100; i++) {
      trial.of(configuration("c" + i), properties("good"), List.of(HERE));
      trial.of(configuration("c" + i), properties("good"), List.of(ABSENT));
    }
    trial.of(configuration("other"), properties("better"), List.of(HERE));

    // Then
    assertThat(asked).extracting(SecretReference::name).containsExactly("here", "absent");
    assertThat(checked).hasSize(2);
  }

  @Test
  void aSecretOutsideProtectedSettingsIsRefusedUnasked() {
    // Given
    SecretPlace outside = new SecretPlace("/gitRepository/url", "vault", "here", null);

    // When
    Result result = trial.of(configuration("a"), properties("good"), List.of(outside));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.DeploymentFailed);
              assertThat(refused.message()).contains("/gitRepository/url");
            });
    assertThat(asked).isEmpty();
  }

  @Test
  void aFaultRefusesWhatItWasAboutAndNeitherResultNorLogHasItsMessage() {
    // Given
    List<LogRecord> logged = new ArrayList<>();
    Logger logger = Logger.getLogger(DeploymentTrial.class.getName());
    Handler handler = handler(logged);
    logger.addHandler(handler);
    Result inCheck;
    Result inSecrets;
    Optional<String> inChange;

    // When
    try {
      inCheck = trial.of(configuration("a"), properties("fault"), List.of(HERE));
      inSecrets = trial.of(configuration("a"), properties("good"), List.of(place("fault")));
      inChange = trial.changeProblem(configuration("a"), properties("good"), properties("fault"));
    } finally {
      logger.removeHandler(handler);
    }

    // Then
    String message = "The store failed to check it: IllegalStateException.";
    Result refused = new Result.Refused(Reason.DeploymentFailed, message);
    assertThat(inCheck).isEqualTo(refused);
    assertThat(inSecrets).isEqualTo(refused);
    assertThat(inChange).contains(message);
    assertThat(trial.of(configuration("a"), properties("good"), List.of(HERE)))
        .isInstanceOf(Result.Writable.class);
    assertThat(logged)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(new SimpleFormatter().formatMessage(line))
                  .isEqualTo("event=deployment-not-checked error=java.lang.IllegalStateException");
              assertThat(line.getThrown()).isNull();
            });
  }

  private static Handler handler(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        logged.add(line);
      }

      @Override
      public void flush() {
        // Nothing waits.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
