package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;
import static io.fairlead.api.support.PolicySamples.AUDIT;
import static io.fairlead.api.support.PolicySamples.DEPLOY_WITH_SECRET;
import static io.fairlead.api.support.PolicySamples.assignment;
import static io.fairlead.api.support.PolicySamples.define;
import static io.fairlead.api.support.PolicySamples.initiate;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.embedded.Backing;
import io.fairlead.store.secret.SecretFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Previews over real PostgreSQL and a real folder of secrets.
@Tag("process")
final class RealPreviewTest {
  private static final String PREVIEW = ASSIGNMENTS + "draft/preview";

  @TempDir Path secrets = Path.of("");
  private RealStore store;
  private ApiUnderTest api;

  @BeforeEach
  void open() {
    store = new RealStore(Backing.shared().newDatabase());
    api = store.api(new SecretFolder(secrets));
  }

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  private void register(String name) {
    Reply reply =
        api.put(
            CLUSTERS + "/" + name,
            cluster().replaceFirst("\\{", "{\"tags\": {\"stage\": \"edge\"},"));
    assertThat(reply.status()).isEqualTo(201);
  }

  @Test
  void aSecretCountsAsSoonAsItsFileIsThere() throws IOException {
    // Given
    define(api, "deploy", DEPLOY_WITH_SECRET);
    register("a");
    String draft = assignment("deploy", ", \"parameters\": {\"secret\": {\"value\": \"git-key\"}}");
    Reply before = api.call("POST", PREVIEW).body(draft).send();
    Files.createDirectory(secrets.resolve("fleet"));
    Files.writeString(secrets.resolve("fleet/git-key"), "cHJpdmF0ZQ==\n");

    // When
    Reply after = api.call("POST", PREVIEW).body(draft).send();

    // Then
    assertThat(before.at("/value/0/configurations/0/action")).isEqualTo("Refuse");
    assertThat(before.at("/value/0/configurations/0/reason")).isEqualTo("SecretUnavailable");
    assertThat(before.at("/value/0/configurations/0/message")).contains("'git-key'", "'fleet'");
    assertThat(after.at("/value/0/configurations/0/action")).isEqualTo("Create");
    assertThat(after.text()).doesNotContain("cHJpdmF0ZQ==");
  }

  @Test
  void pagesThatEndEarlyGoOnWithTheNextCluster() {
    // Given
    define(api, "audit", AUDIT);
    initiate(api, "large", "audit", 1_000);
    List<String> clusters = IntStream.range(0, 23).mapToObj("x%02d"::formatted).toList();
    clusters.forEach(this::register);
    String draft = assignment("large", "").replace("/policyDefinitions/", "/policySetDefinitions/");
    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();

    // When
    for (String next = PREVIEW; !next.isEmpty(); ) {
      Reply page = api.call("POST", next).body(draft).send();
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.json().path("value").forEach(c -> seen.add(c.path("resourceId").asText()));
      sizes.add(page.json().path("value").size());
      next = page.at("/nextLink");
    }

    // Then
    assertThat(seen).isEqualTo(clusters.stream().map(name -> CLUSTERS + "/" + name).toList());
    assertThat(sizes).containsExactly(20, 3);
  }
}
