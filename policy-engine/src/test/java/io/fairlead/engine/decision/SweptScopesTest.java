package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.PolicyScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
  void contain_what_is_met_and_nothing_else() {
    // Given
    List<SweptScopes> scopes =
        List.of(SweptScopes.ALL, within(FLEET), within(cluster(FLEET, "a"), OTHER), within());

    // When
    var contained =
        scopes.stream().map(some -> KEYS.stream().filter(some::contains).toList()).toList();

    // Then
    assertThat(contained).isEqualTo(scopes.stream().map(SweptScopesTest::met).toList());
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
  void keys_are_in_the_order_of_their_bytes_in_utf_8() {
    // Given: their first characters come in another order in Java's texts
    String lower = "\uffee";
    String higher = "\ud83d\udea2";
    assertThat(lower).isGreaterThan(higher);

    // When
    SweptScopes scopes = within("/subscriptions/" + higher, "/subscriptions/" + lower);

    // Then
    assertThat(scopes.after("").orElseThrow().from()).isEqualTo("/subscriptions/" + lower + "/");
  }

  @Test
  void every_key_is_met_after_the_last_beginning_wherever_a_round_begins_anew() {
    // Given
    Random random = new Random(7);
    List<String> all = List.copyOf(KEYS);
    for (int run = 0; run < 2_000; run++) {
      SweepCursor cursor = new SweepCursor();
      SweptScopes scopes = within(someScope(random, all));
      cursor.begin();
      Set<String> expected = new HashSet<>(met(scopes));
      Set<String> met = new HashSet<>();

      // When
      while (cursor.isUnderWay()) {
        Optional<KeyRange> next = scopes.after(cursor.position());
        if (next.isEmpty()) {
          cursor.atEnd();
          continue;
        }
        String key = KEYS.ceiling(next.get().from());
        if (key == null || key.compareTo(next.get().to()) >= 0) {
          cursor.passed(next.get().to());
        } else if (cursor.takes(key)) {
          cursor.passed(key);
          met.add(key);
        }
        if (random.nextInt(8) == 0 && cursor.isUnderWay()) {
          scopes = scopes.and(within(someScope(random, all)));
          cursor.begin();
          expected = new HashSet<>(met(scopes));
          met.clear();
        }
      }

      // Then
      assertThat(met).isEqualTo(expected);
    }
  }

  private static String someScope(Random random, List<String> keys) {
    String cluster = keys.get(random.nextInt(keys.size()));
    return switch (random.nextInt(4)) {
      case 0 -> PolicyScope.parse(cluster).subscription().toString();
      case 1, 2 -> PolicyScope.parse(cluster).path().get(1).toString();
      default -> cluster;
    };
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
