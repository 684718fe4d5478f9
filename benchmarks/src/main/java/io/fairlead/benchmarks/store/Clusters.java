package io.fairlead.benchmarks.store;

import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.contract.id.ResourceId;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Registers clusters in the store's table: through the API it would take minutes and show nothing
/// more. From there on they are as any others.
public final class Clusters {
  private static final String TYPE = "Microsoft.Kubernetes/connectedClusters";

  private static final String GROUP =
      """
      insert into resource_groups (id_key, subscription_id, name, uid, generation, location, tags,
        created_by, created_by_type, created_at, modified_by, modified_by_type, changed_at)
      values (lower(? || '/' || ?), ?, ?, gen_random_uuid(), nextval('generation'), 'westeurope',
        '{}', 'benchmark', 'User', now(), 'benchmark', 'User', now())
      on conflict do nothing""";

  private static final String REGISTER =
      """
      insert into clusters (id_key, id, type_key, uid, generation, lifecycle, location, tags,
        certificate, properties, created_by, created_by_type, created_at, modified_by,
        modified_by_type, changed_at)
      select lower(c.id), c.id, 'microsoft.kubernetes/connectedclusters', gen_random_uuid(),
        nextval('generation'), 'Active', 'westeurope', '{}', c.certificate, '{}', 'benchmark',
        'User', now(), 'benchmark', 'User', now()
      from unnest(?::text[], ?::text[]) as c (id, certificate)""";

  /// A cluster and its agent's key.
  public record Keyed(ResourceId id, KeyPair key) {}

  private final Hub hub;
  private final Subscription subscription;

  /// Of that hub, in that subscription.
  public Clusters(Hub hub, Subscription subscription) {
    this.hub = hub;
    this.subscription = subscription;
  }

  /// Registers `count` new ones, each with a key of its own, in a resource group of their own.
  ///
  /// @param group the resource group's name
  public List<Keyed> register(String group, int count) {
    List<Keyed> clusters =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(number -> new Keyed(id(group, number), newKey()))
            .toList();
    insert(
        group,
        clusters.stream().map(cluster -> cluster.id().toString()).toArray(String[]::new),
        clusters.stream().map(cluster -> certificate(cluster.key())).toArray(String[]::new));
    return clusters;
  }

  /// Registers `count` new ones whose agents never come: all have the same key.
  public List<ResourceId> registerAbsent(String group, int count) {
    String certificate = certificate(newKey());
    List<ResourceId> ids = IntStream.range(0, count).mapToObj(number -> id(group, number)).toList();
    insert(
        group,
        ids.stream().map(ResourceId::toString).toArray(String[]::new),
        ids.stream().map(id -> certificate).toArray(String[]::new));
    return ids;
  }

  private ResourceId id(String group, int number) {
    return ResourceId.cluster(
        subscription.id().toString(), group, TYPE, String.format(Locale.ROOT, "ship-%06d", number));
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has EC", e);
    }
  }

  private static String certificate(KeyPair key) {
    return Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
  }

  private void insert(String group, String[] ids, String[] certificates) {
    try (Connection connection = hub.database().connect();
        PreparedStatement place = connection.prepareStatement(GROUP);
        PreparedStatement register = connection.prepareStatement(REGISTER)) {
      place.setString(1, subscription.id().toString());
      place.setString(2, group);
      place.setString(3, subscription.id().toString());
      place.setString(4, group);
      place.executeUpdate();
      register.setArray(1, connection.createArrayOf("text", ids));
      register.setArray(2, connection.createArrayOf("text", certificates));
      register.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot register clusters", e);
    }
  }
}
