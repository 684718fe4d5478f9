package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.KEY;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;
import static io.fairlead.api.support.PolicySamples.AUDIT;
import static io.fairlead.api.support.PolicySamples.DEPLOY;
import static io.fairlead.api.support.PolicySamples.assignment;
import static io.fairlead.api.support.PolicySamples.define;
import static io.fairlead.api.support.PolicySamples.initiate;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.api.support.Seals;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.embedded.Backing;
import io.vertx.mutiny.sqlclient.Row;
import java.util.HexFormat;

/// Measures how long the first page of a preview takes, with the totals of 10,000 clusters, each
/// with two configurations, one of which the draft would change on every other cluster; and where
/// initiatives become too large for it. No test: run it by hand, with the module's test class path.
final class PreviewMeasurement {
  private static final int FLEET = 10_000;
  private static final int ROUNDS = 8;

  private PreviewMeasurement() {}

  public static void main(String[] args) {
    try (RealStore store = new RealStore(Backing.shared().newDatabase());
        ApiUnderTest api = store.api()) {
      define(api, "deploy", DEPLOY);
      api.put(CLUSTERS + "/model", ApiUnderTest.cluster());
      String flux = "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/";
      api.put(CLUSTERS + "/model" + flux + "baseline", ApiUnderTest.flux("old"));
      fill(store);
      String deploy = assignment("deploy", "");
      measure(api, "alone", deploy);
      api.put(
          ASSIGNMENTS + "other",
          assignment("deploy", ", \"parameters\": {\"branch\": {\"value\": \"release\"}}"));
      measure(api, "against a rival", deploy);
      define(api, "audit", AUDIT);
      for (int references : new int[] {10, 100, 1_000}) {
        String name = "audits" + references;
        initiate(api, name, "audit", references);
        measure(
            api,
            "an initiative of " + references,
            assignment(name, "").replace("/policyDefinitions/", "/policySetDefinitions/"));
      }
    }
    System.exit(0);
  }

  private static void fill(RealStore store) {
    sql(
        store,
        """
        insert into clusters (id_key, id, type_key, uid, generation, lifecycle, location, tags,
          certificate, properties, created_by, created_by_type, created_at, modified_by,
          modified_by_type, changed_at)
        select lower('%s/ship' || n), '%s/ship' || n, 'microsoft.kubernetes/connectedclusters',
          gen_random_uuid(), nextval('generation'), 'Active', 'westeurope', '{"stage": "edge"}',
          '%s', '{}', 'x', 'User', now(), 'x', 'User', now()
        from generate_series(1, %d) n
        """
            .formatted(CLUSTERS, CLUSTERS, KEY, FLEET));
    for (String name : new String[] {"baseline", "apps"}) {
      sql(
          store,
          """
          insert into configurations (id_key, id, cluster_key, uid, generation, lifecycle,
            properties, created_by, created_by_type, created_at, modified_by, modified_by_type,
            changed_at)
          select c.id_key || replace(m.id_key, m.cluster_key, '') || '%1$s',
            c.id || '/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/%2$s',
            c.id_key, gen_random_uuid(), nextval('generation'), 'Active',
            decode('%4$s', 'hex'), 'x',
            'User', now(), 'x', 'User', now()
          from clusters c, configurations m
          where c.id_key like '%%/ship%%' and m.cluster_key like '%%/model'
            and (%3$s or right(c.id_key, 1) in ('0', '2', '4', '6', '8'))
          """
              .formatted(
                  name.equals("baseline") ? "" : "-" + name,
                  name.equals("baseline") ? "baseline" : "baseline-apps",
                  name.equals("apps"),
                  HexFormat.of().formatHex(model(store))));
    }
    sql(store, "analyze");
  }

  /// What the model says, in clear text: sealed it would open in the model alone.
  private static byte[] model(RealStore store) {
    Row row =
        store
            .mutinyPool()
            .query("select id, properties from configurations where cluster_key like '%/model'")
            .execute()
            .await()
            .indefinitely()
            .iterator()
            .next();
    ResourceId id = ResourceId.parse(row.getString("id"));
    return Json.write(Seals.SEAL.open(id, row.getBuffer("properties").getBytes()));
  }

  private static void sql(RealStore store, String statement) {
    store.mutinyPool().query(statement).execute().await().indefinitely();
  }

  private static void measure(ApiUnderTest api, String what, String draft) {
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      Reply reply = api.call("POST", ASSIGNMENTS + "draft/preview").body(draft).send();
      System.out.printf(
          "%s: %d ms, status %d, %d clusters, %d KiB, %s%n",
          what,
          (System.nanoTime() - start) / 1_000_000,
          reply.status(),
          reply.json().path("value").size(),
          reply.response().body().length / 1024,
          reply.status() == 200 ? reply.json().path("totals") : reply.text());
    }
  }
}
