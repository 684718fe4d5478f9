package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectIndexTest {
  private static final ManagedKind KIND = ManagedKind.GitRepository;
  private static final ObjectRef REF = new ObjectRef(KIND, "apps", "web");

  private final ObjectIndex index = new ObjectIndex();

  private static SeenObject at(String name, String resourceVersion) {
    GenericKubernetesResource object = FluxObjects.repository("apps", name);
    object.getMetadata().setResourceVersion(resourceVersion);
    return SeenObject.of(KIND, object);
  }

  private Optional<String> version() {
    return index.find(REF).map(SeenObject::resourceVersion);
  }

  @Test
  void takesAnAnswerThatIsAheadOfTheWatch() {
    // Given
    index.put(at("web", "7"));
    // When
    index.putAhead(at("web", "10"));
    // Then
    assertThat(version()).contains("10");
  }

  @Test
  void anAnswerThatComesAfterTheWatchDoesNotHideWhatHappenedSince() {
    // Given
    index.put(at("web", "10"));
    index.put(at("web", "12"));
    // When
    index.putAhead(at("web", "10"));
    // Then
    assertThat(version()).contains("12");
  }

  @Test
  void anAnswerThatComesAfterTheRemovalDoesNotBringTheObjectBack() {
    // Given
    index.put(at("web", "10"));
    index.remove(REF);
    // When
    index.putAhead(at("web", "10"));
    // Then
    assertThat(version()).isEmpty();
  }

  @Test
  void anAnswerAheadOfTheWatchIsTakenWhenTheRemovalWasThatOfAFormerObject() {
    // Given
    index.put(at("web", "10"));
    index.remove(REF);
    // When
    index.putAhead(at("web", "14"));
    // Then
    assertThat(version()).contains("14");
  }

  @Test
  void takesAnAnswerWhoseVersionCannotBeCompared() {
    // Given
    index.put(at("web", "10"));
    // When
    index.putAhead(at("web", "opaque"));
    // Then
    assertThat(version()).contains("opaque");
  }
}
