package io.fairlead.local.agent;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.StartException;
import io.fairlead.local.Arguments;
import io.fairlead.local.fleet.SimulatedFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Those options of a command that say which real cluster is meant. Not thread-safe.
public final class TargetOptions {
  /// The options with their values, for messages.
  public static final String USAGE =
      "--kubeconfig FILE, --subscription UUID, --resource-group NAME, --name NAME,"
          + " --location PLACE, --namespace NAMESPACE, --replace-key";

  /// The name of a cluster that was given none.
  static final String DEFAULT_NAME = "cluster-01";

  private static final String KUBECONFIG = "--kubeconfig";
  private static final String REPLACE_KEY = "--replace-key";
  private static final String TYPE = "Microsoft.Kubernetes/connectedClusters";

  /// A named option with what it may be.
  private enum Word {
    SUBSCRIPTION(
        "--subscription",
        SimulatedFleet.SUBSCRIPTION,
        "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        "a UUID"),
    RESOURCE_GROUP(
        "--resource-group",
        SimulatedFleet.RESOURCE_GROUP,
        "[A-Za-z0-9_()-][A-Za-z0-9._()-]{0,88}[A-Za-z0-9_()-]|[A-Za-z0-9_()-]",
        "1 to 90 letters, digits, '.', '_', '-' and parentheses, no '.' at either end"),
    NAME(
        "--name",
        DEFAULT_NAME,
        "[A-Za-z0-9][A-Za-z0-9_-]{0,62}",
        "1 to 63 letters, digits, '-' and '_', the first a letter or digit"),
    LOCATION(
        "--location",
        "local",
        "[A-Za-z0-9][A-Za-z0-9 ()_-]{0,89}",
        "the name of a place: letters, digits, spaces, '-', '_' and parentheses"),
    NAMESPACE(
        "--namespace",
        "fairlead",
        "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
        "a namespace's name: 1 to 63 small letters, digits and '-', no '-' at either end");

    private final String option;
    private final String otherwise;
    private final Pattern form;
    private final String meaning;

    Word(String option, String otherwise, String form, String meaning) {
      this.option = option;
      this.otherwise = otherwise;
      this.form = Pattern.compile(form);
      this.meaning = meaning;
    }
  }

  private final Map<Word, String> given = new LinkedHashMap<>();
  private @Nullable Path kubeconfig;
  private boolean replacesKey;

  /// Takes the option, and its value, when it is one of these.
  ///
  /// @return whether it is
  /// @throws StartException when its value is not allowed
  public boolean take(String option, Arguments rest) {
    if (option.equals(KUBECONFIG)) {
      kubeconfig = readable(rest.path(option));
      return true;
    }
    if (option.equals(REPLACE_KEY)) {
      replacesKey = true;
      return true;
    }
    for (Word word : Word.values()) {
      if (word.option.equals(option)) {
        given.put(word, allowed(word, rest.value(option)));
        return true;
      }
    }
    return false;
  }

  private static Path readable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new StartException(KUBECONFIG + " " + file + ": must be a file that can be read");
    }
    return file;
  }

  private static String allowed(Word word, String value) {
    if (!word.form.matcher(value).matches()) {
      throw new StartException(word.option + " " + value + ": must be " + word.meaning);
    }
    return value;
  }

  /// The cluster, with defaults for whatever but its kubeconfig was not given; empty when nothing
  /// was.
  ///
  /// @throws StartException when something was given, but no kubeconfig
  public Optional<AgentTarget> withDefaults() {
    if (kubeconfig != null) {
      return Optional.of(target(kubeconfig));
    }
    String lonely = given.isEmpty() ? REPLACE_KEY : given.keySet().iterator().next().option;
    if (given.isEmpty() && !replacesKey) {
      return Optional.empty();
    }
    throw new StartException(lonely + " says which real cluster is meant: it needs --kubeconfig");
  }

  /// The cluster, named in full.
  ///
  /// @throws StartException when its kubeconfig or a part of its name was not given
  public AgentTarget named() {
    if (kubeconfig == null) {
      throw new StartException(
          KUBECONFIG + " is needed: the file that says how to reach a cluster");
    }
    for (Word word : new Word[] {Word.SUBSCRIPTION, Word.RESOURCE_GROUP, Word.NAME}) {
      if (!given.containsKey(word)) {
        throw new StartException(word.option + " is needed: " + word.meaning);
      }
    }
    return target(kubeconfig);
  }

  private AgentTarget target(Path file) {
    ResourceId id =
        ResourceId.cluster(
            value(Word.SUBSCRIPTION), value(Word.RESOURCE_GROUP), TYPE, value(Word.NAME));
    return new AgentTarget(file, id, value(Word.LOCATION), value(Word.NAMESPACE), replacesKey);
  }

  private String value(Word word) {
    return given.getOrDefault(word, word.otherwise);
  }
}
