package io.fairlead.store.publish;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.NotOpenedException;
import io.fairlead.encryption.PropertiesSeal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Seals with the primary key what another one sealed, and what was written before properties were
/// sealed, and has it published again. Where it stands the database knows: it can end and begin
/// anywhere. It waits for nobody's lock, and leaves for later what somebody writes. Used by one
/// thread.
public final class Resealing {
  private static final Logger LOGGER = System.getLogger(Resealing.class.getName());

  /// Each is a row to look at, though it is found in the index: what publishes has to wait for it.
  private static final int MOST_COUNTED = 1_000;

  private static final int MOST_GIVEN_UP = 1_000;

  private static final String SEALED_BY =
      "substring(properties from 1 for " + Keyring.BEGINNING + ")";

  // Two ranges, each found in the index.
  private static final String BELOW = others("<");
  private static final String ABOVE = others(">");

  private static final String RESEALED =
      """
      update configurations c set properties = v.properties, changed_xid = pg_current_xact_id()
      from unnest(?::text[], ?::bytea[]) as v (id_key, properties)
      where c.id_key = v.id_key
      """;

  // A loose scan of the index: as many steps as there are keys. PostgreSQL up to 17 has no
  // min(bytea).
  private static final String KEYS =
      """
      with recursive keys (k) as (
        (select %1$s from configurations order by %1$s limit 1)
        union all
        select (select %1$s from configurations where %1$s > keys.k order by %1$s limit 1)
        from keys where keys.k is not null)
      select k from keys where k is not null limit 1000
      """
          .formatted(SEALED_BY);

  private static final String COUNTS =
      "select k, (select count(*) from (select 1 from configurations where "
          + SEALED_BY
          + " = k limit "
          + MOST_COUNTED
          + ") s) as n from ("
          + KEYS
          + ") keys";

  private final PropertiesSeal seal;
  private final int batchRows;
  private final Set<String> givenUp = new HashSet<>();

  Resealing(PropertiesSeal seal, int batchRows) {
    this.seal = seal;
    this.batchRows = batchRows;
  }

  private static String others(String side) {
    return """
        select id_key, id, properties from configurations
        where %1$s %2$s ? and id_key <> all(?)
        order by %1$s, id_key limit ? for update skip locked
        """
        .formatted(SEALED_BY, side);
  }

  /// Which keys the database has values of that the keyring lacks. Reads the whole of neither.
  public static Set<KeyId> lacking(Connection connection, Keyring keyring) throws SQLException {
    Set<KeyId> lacking = new TreeSet<>((a, b) -> Integer.compareUnsigned(a.value(), b.value()));
    try (PreparedStatement statement = connection.prepareStatement(KEYS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Keyring.keyOf(rows.getBytes("k"))
            .filter(key -> !keyring.keyset().has(key))
            .ifPresent(lacking::add);
      }
    }
    return lacking;
  }

  /// How many values each key sealed, up to a thousand each.
  SealedValues count(Connection connection) throws SQLException {
    long clear = 0;
    Map<KeyId, Long> sealed = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COUNTS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Optional<KeyId> key = Keyring.keyOf(rows.getBytes("k"));
        if (key.isPresent()) {
          sealed.merge(key.get(), rows.getLong("n"), Long::sum);
        } else {
          clear += rows.getLong("n");
        }
      }
    }
    return new SealedValues(seal.keyring().keyset().primary(), sealed, clear);
  }

  /// Does a bounded part.
  ///
  /// @return how many values it sealed; 0 when nothing is left to do
  int run(Connection connection) throws SQLException {
    byte[] primary = seal.keyring().beginning();
    return Transaction.run(
        connection,
        () -> {
          int sealed = run(connection, BELOW, primary, batchRows);
          return sealed < batchRows
              ? sealed + run(connection, ABOVE, primary, batchRows - sealed)
              : sealed;
        });
  }

  private int run(Connection connection, String sql, byte[] primary, int most) throws SQLException {
    List<String> keys = new ArrayList<>();
    List<byte[]> sealed = new ArrayList<>();
    try (PreparedStatement others = connection.prepareStatement(sql)) {
      others.setBytes(1, primary);
      others.setArray(2, connection.createArrayOf("text", givenUp.toArray()));
      others.setInt(3, most);
      try (ResultSet rows = others.executeQuery()) {
        while (rows.next()) {
          String key = rows.getString("id_key");
          try {
            ResourceId id = ResourceId.parse(rows.getString("id"));
            sealed.add(seal.reseal(id, rows.getBytes("properties")));
            keys.add(key);
          } catch (NotOpenedException e) {
            giveUp(key, e);
          }
        }
      }
    }
    if (!keys.isEmpty()) {
      try (PreparedStatement update = connection.prepareStatement(RESEALED)) {
        update.setArray(1, connection.createArrayOf("text", keys.toArray()));
        update.setArray(2, connection.createArrayOf("bytea", sealed.toArray(new byte[0][])));
        update.executeUpdate();
      }
    }
    return keys.size();
  }

  /// It stays as it is, and holds up no other.
  private void giveUp(String key, NotOpenedException e) {
    LOGGER.log(
        Level.ERROR,
        "event=properties-not-sealed-anew configuration={0} reason=\"{1}\"",
        key,
        e.getMessage());
    if (givenUp.size() >= MOST_GIVEN_UP) {
      givenUp.clear();
    }
    givenUp.add(key);
  }
}
