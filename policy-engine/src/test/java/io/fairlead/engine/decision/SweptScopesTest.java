package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.PolicyScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SweptScopesTest {
  private static final String ONE = "/subscriptions/one";
  private static final String FLEET = ONE + "/resourceGroups/fleet";
  private static final String NEIGHBOUR = ONE + "/resourceGroups/fleet-2";
  private static final String OTHER = "/subscriptions/two/resourceGroups/fleet";
  private static final NavigableSet<String> KEYS =
      new TreeSet<>(
          Stream.of(FLEET, NEIGHBOUR, OTHER)
              .flatMap(group -> Stream.of("a", "a-1", "b").map(name -> cluster(group, name)))
              .map(id -> PolicyScope.parse(id).key())
              .toList());

  private static String cluster(String group, String name) {
    return group + "/providers/Microsoft.Kubernetes/connectedClusters/" + name;
  }

  private static SweptScopes within(String... scopes) {
    return SweptScopes.within(Stream.of(scopes).map(PolicyScope::parse).toList());
  }

  /// All keys that are met, as whoever reads them goes on.
  private static List<String> met(SweptScopes scopes) {
    List<String> met = new ArrayList<>();
    String position = "";
    for (Optional<KeyRange> next = scopes.after(position);
        next.isPresent();
        next = scopes.after(position)) {
      met.addAll(KEYS.subSet(next.get().from(), next.get().to()));
      position = next.get().to();
    }
    return met;
  }

  private static List<String> keysBeginningWith(String prefix) {
    return KEYS.stream().filter(key -> key.startsWith(prefix.toLowerCase(Locale.ROOT))).toList();
  }

  @Test
  void all_are_all() {
    assertThat(met(SweptScopes.ALL)).containsExactlyElementsOf(KEYS);
  }

  @Test
  void a_subscription_has_the_clusters_of_all_its_groups() {
    assertThat(met(within(ONE))).containsExactlyElementsOf(keysBeginningWith(ONE + "/"));
  }

  @Test
  void a_group_has_its_clusters_and_not_those_of_one_whose_name_begins_like_it() {
    assertThat(met(within(FLEET))).containsExactlyElementsOf(keysBeginningWith(FLEET + "/"));
  }

  @Test
  void a_cluster_has_itself_and_not_one_whose_name_begins_like_it() {
    assertThat(met(within(cluster(FLEET, "a"))))
        .containsExactly(PolicyScope.parse(cluster(FLEET, "a")).key());
  }

  @Test
  void what_several_scopes_have_is_met_once() {
    // When
    SweptScopes scopes = within(cluster(FLEET, "b"), OTHER, FLEET).and(within(FLEET));

    // Then
    assertThat(met(scopes)).doesNotHaveDuplicates();
    assertThat(met(scopes))
        .containsExactlyElementsOf(
            Stream.concat(
                    keysBeginningWith(FLEET + "/").stream(), keysBeginningWith(OTHER).stream())
                .toList());
  }

  @Test
  void it_goes_on_after_the_key_that_was_met_last() {
    // When
    Optional<KeyRange> next = within(FLEET).after(keysBeginningWith(FLEET + "/").getFirst());

    // Then
    assertThat(KEYS.subSet(next.orElseThrow().from(), next.orElseThrow().to()))
        .containsExactlyElementsOf(keysBeginningWith(FLEET + "/").stream().skip(1).toList());
  }

  @Test
  void none_have_none() {
    assertThat(within().isEmpty()).isTrue();
    assertThat(within().after("")).isEmpty();
  }

  @Test
  void of_very_many_all_are_gone_through() {
    // When
    SweptScopes scopes =
        SweptScopes.within(
            IntStream.rangeClosed(0, SweptScopes.MOST)
                .mapToObj(number -> PolicyScope.parse("/subscriptions/none-" + number))
                .toList());

    // Then
    assertThat(met(scopes)).containsExactlyElementsOf(KEYS);
  }
}
