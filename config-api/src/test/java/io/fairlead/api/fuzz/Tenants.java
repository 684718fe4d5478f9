package io.fairlead.api.fuzz;

import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.PolicySamples;
import io.fairlead.api.support.RealStore;
import io.fairlead.api.support.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Two who share the hub and know nothing of each other, and nobody. What belongs to one has a word
/// in it that the other never says.
final class Tenants {
  /// In whatever is in the owner's subscription.
  static final String OWNERS_WORD = "kestrel-7f3a91";

  /// In whatever is in the other resource group.
  static final String OTHERS_WORD = "plover-52ce04";

  /// The subscription of the other.
  static final String OTHER_SUBSCRIPTION = "99999999-8888-7777-6666-555555555555";

  static final String OTHER_GROUP =
      "/subscriptions/" + OTHER_SUBSCRIPTION + "/resourceGroups/elsewhere";

  /// A cluster of the owner that no request of the owner writes to.
  static final String FLAGSHIP = "flagship";

  private static final List<String> TYPES =
      List.of(
          "Microsoft.Kubernetes/connectedClusters", "Microsoft.ContainerService/managedClusters");

  /// Who asks.
  enum Caller {
    /// Owner of the subscription.
    OWNER(OTHERS_WORD),
    /// Reader of a resource group in another subscription.
    READER(OWNERS_WORD),
    /// Without a token that is worth anything.
    NOBODY(OWNERS_WORD);

    private final String neverTold;

    Caller(String neverTold) {
      this.neverTold = neverTold;
    }

    /// What no answer to it may hold.
    String neverTold() {
      return neverTold;
    }
  }

  private final String owner =
      TestTokens.sign(TestTokens.claims("the-owner", "Owner", "/subscriptions/" + SUBSCRIPTION));
  private final String reader =
      TestTokens.sign(TestTokens.claims("the-reader", "Reader", OTHER_GROUP));

  /// The value of `Authorization`.
  String authorization(Caller caller) {
    return "Bearer "
        + switch (caller) {
          case OWNER -> owner;
          case READER -> reader;
          case NOBODY -> owner.substring(0, owner.length() - 3) + "AAA";
        };
  }

  /// Gives both something to keep to themselves, and the owner something to work with.
  static void fill(ApiUnderTest api, RealStore store) {
    for (String resource : kept(GROUP)) {
      create(api, resource, body(resource, OWNERS_WORD));
    }
    for (String resource : kept(OTHER_GROUP)) {
      create(api, resource, body(resource, OTHERS_WORD));
    }
    String deploy = PolicySamples.DEPLOY.replace("\"Baseline\"", "\"" + OWNERS_WORD + "\"");
    PolicySamples.define(api, "kept", deploy);
    create(api, PolicySamples.ASSIGNMENTS + "kept", PolicySamples.assignment("kept", ""));
    store.say(FLAGSHIP, "kept", "NonCompliant", "Refused");
    for (String name : Words.POLICY_NAMES) {
      PolicySamples.define(api, name, deploy);
      PolicySamples.initiate(api, name, name, 2);
      create(api, PolicySamples.ASSIGNMENTS + name, PolicySamples.assignment(name, ""));
    }
    for (String type : TYPES) {
      for (String name : Words.CLUSTERS) {
        create(api, clusters(GROUP, type) + name, cluster());
      }
    }
  }

  /// What nobody's requests may change.
  static List<String> kept() {
    return Stream.of(GROUP, OTHER_GROUP).flatMap(group -> kept(group).stream()).toList();
  }

  private static List<String> kept(String group) {
    List<String> kept = new ArrayList<>();
    for (String type : TYPES) {
      String flagship = clusters(group, type) + FLAGSHIP;
      kept.add(flagship);
      for (String kind : List.of("fluxConfigurations", "sourceControlConfigurations")) {
        kept.add(flagship + "/providers/Microsoft.KubernetesConfiguration/" + kind + "/baseline");
      }
    }
    return kept;
  }

  private static String clusters(String group, String type) {
    return group + "/providers/" + type + "/";
  }

  private static String body(String resource, String word) {
    if (resource.endsWith(FLAGSHIP)) {
      return cluster().replaceFirst("\\{", "{\"tags\": {\"stage\": \"" + word + "\"},");
    }
    return resource.contains("fluxConfigurations")
        ? flux(word)
        : "{\"properties\": {\"repositoryUrl\": \"https://git.example.com/" + word + "\"}}";
  }

  private static void create(ApiUnderTest api, String path, String body) {
    Reply reply = api.put(path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }
}
