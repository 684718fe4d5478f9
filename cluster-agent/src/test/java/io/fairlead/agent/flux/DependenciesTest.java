package io.fairlead.agent.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  @Test
  void keepsTheOrderGivenWhereNothingDependsOnAnything() {
    // Given
    Block kustomizations = Block.of(Given.json("{'c': {}, 'a': {}, 'b': {'dependsOn': null}}"));
    // When
    List<String> order = Dependencies.of(kustomizations).inOrder();
    // Then
    assertThat(order).containsExactly("c", "a", "b");
  }

  @Test
  void refusesADependencyOnWhatIsNotThere() {
    // Given
    Block kustomizations = Block.of(Given.json("{'a': {'dependsOn': ['b']}, 'b': null}"));
    // When, Then
    assertThatThrownBy(() -> Dependencies.of(kustomizations))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage("'a.dependsOn' names b, which is no kustomization of this configuration.");
  }

  @Test
  void refusesACircle() {
    // Given
    Dependencies circle =
        Dependencies.of(
            Block.of(
                Given.json("{'a': {'dependsOn': ['b']}, 'b': {'dependsOn': ['a']}, 'c': {}}")));
    // When, Then
    assertThatThrownBy(circle::inOrder)
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("in a circle")
        .hasMessageContaining("a, b");
  }

  @Property
  void putsEachKustomizationOnceAndAfterAllThatItDependsOn(
      @ForAll @Size(max = 20) List<@Size(max = 4) Set<@IntRange(max = 19) Integer>> later) {
    // Given: dependencies that only go to a greater number make no circle
    SequencedMap<String, Set<String>> needs = new LinkedHashMap<>();
    for (int i = 0; i < later.size(); i++) {
      Set<String> wanted = new TreeSet<>();
      for (int other : later.get(i)) {
        if (other > i && other < later.size()) {
          wanted.add("k" + other);
        }
      }
      needs.put("k" + i, wanted);
    }
    // When
    List<String> order = new Dependencies(needs).inOrder();
    // Then
    assertThat(order).containsExactlyInAnyOrderElementsOf(needs.keySet());
    needs.forEach(
        (key, wanted) ->
            assertThat(order.subList(0, order.indexOf(key))).as(key).containsAll(wanted));
  }
}
