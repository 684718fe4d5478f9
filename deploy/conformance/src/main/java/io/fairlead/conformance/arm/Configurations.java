package io.fairlead.conformance.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.Json;

/// The configurations of one cluster as a user writes them. Each carries a value that tells its
/// states apart.
public final class Configurations {
  private static final int LARGEST_TEXT = 65_000;
  private static final int REST_OF_LARGE = 12_000;

  private final ArmClient arm;
  private final Cluster cluster;

  public Configurations(ArmClient arm, Cluster cluster) {
    this.arm = arm;
    this.cluster = cluster;
  }

  /// Creates or replaces one.
  public void put(String name, String value) throws InterruptedException {
    arm.put(cluster.configuration(name), body(value));
  }

  /// Creates or replaces one of about 140,000 bytes: no two of them fit into a frame.
  public void putLarge(String name, String value) throws InterruptedException {
    ObjectNode body = body(value);
    ObjectNode main = (ObjectNode) body.at("/properties/kustomizations/main");
    ObjectNode substitute = main.putObject("postBuild").putObject("substitute");
    substitute.put("first", "x".repeat(LARGEST_TEXT)).put("second", "y".repeat(LARGEST_TEXT));
    substitute.put("third", "z".repeat(REST_OF_LARGE));
    arm.put(cluster.configuration(name), body);
  }

  /// Changes one.
  public void patch(String name, String value) throws InterruptedException {
    ObjectNode body = Json.object();
    body.putObject("properties").putObject("kustomizations").putObject("main").put("path", value);
    arm.patch(cluster.configuration(name), body);
  }

  /// Deletes one; the cluster is to confirm.
  public void delete(String name) throws InterruptedException {
    arm.delete(cluster.configuration(name), false);
  }

  /// Deletes one without asking the cluster.
  public void forceDelete(String name) throws InterruptedException {
    arm.delete(cluster.configuration(name), true);
  }

  /// What the API tells of one.
  public ArmAnswer get(String name) throws InterruptedException {
    return arm.get(cluster.configuration(name));
  }

  /// The value in the properties of a configuration as a gateway sends them.
  public static String value(JsonNode properties) {
    return properties.at("/kustomizations/main/path").asText("");
  }

  private static ObjectNode body(String value) {
    ObjectNode body = Json.object();
    ObjectNode properties = body.putObject("properties");
    properties.put("sourceKind", "GitRepository");
    ObjectNode repository = properties.putObject("gitRepository");
    repository.put("url", "https://git.example.com/platform/baseline");
    repository.putObject("repositoryRef").put("branch", "main");
    properties.putObject("kustomizations").putObject("main").put("path", value);
    return body;
  }
}
