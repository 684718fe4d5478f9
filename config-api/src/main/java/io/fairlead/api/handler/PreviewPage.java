package io.fairlead.api.handler;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.preview.ConfigurationPreview;
import io.fairlead.api.preview.PreviewListener;
import io.fairlead.api.preview.PropertyChange;
import io.fairlead.api.preview.Standing;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.json.Json;
import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.store.FleetView.FleetCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A page of a preview, written cluster by cluster: only the one at hand is kept as a tree. For one
/// thread at a time.
final class PreviewPage implements PreviewListener {
  /// A page ends with the cluster that brings it to so many assessments. Of a single cluster so
  /// many are shown at most; the others are counted.
  static final int MOST_ASSESSMENTS = 20_000;

  /// As [#MOST_ASSESSMENTS], of configurations of a single cluster.
  private static final int MOST_CONFIGURATIONS = 20_000;

  /// A page ends with the cluster that brings it to so many bytes of JSON. The changes of a single
  /// cluster take as many at most; those of other configurations are counted.
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final JsonGenerator json;
  private ClusterAtHand atHand = new ClusterAtHand();
  private long assessments;

  PreviewPage(PolicyId assignment) {
    try {
      json = Json.mapper().createGenerator(written);
      json.writeStartObject();
      json.writeStringField("policyAssignmentId", assignment.toString());
      json.writeArrayFieldStart("value");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is kept of one cluster.
  private static final class ClusterAtHand {
    private final ArrayNode policies = JsonNodeFactory.instance.arrayNode();
    private final List<ConfigurationPreview> configurations = new ArrayList<>();
    private long changedBytes;
    private long policiesLeftOut;
    private long configurationsLeftOut;
    private long changesLeftOut;
  }

  /// Whether the next cluster belongs to the next page.
  boolean isFull() {
    return assessments >= MOST_ASSESSMENTS || written.size() >= MOST_BYTES;
  }

  @Override
  public void assessed(Assessment assessment) {
    assessments++;
    if (atHand.policies.size() < MOST_ASSESSMENTS) {
      atHand.policies.add(PreviewView.policy(assessment));
    } else {
      atHand.policiesLeftOut++;
    }
  }

  @Override
  public void foreseen(ConfigurationPreview configuration) {
    if (atHand.configurations.size() == MOST_CONFIGURATIONS) {
      atHand.configurationsLeftOut++;
      return;
    }
    long bytes = configuration.changes().stream().mapToLong(PropertyChange::bytes).sum();
    if (atHand.changedBytes + bytes > MOST_BYTES) {
      atHand.changesLeftOut += configuration.changes().size();
      atHand.configurations.add(configuration.withoutChanges());
    } else {
      atHand.changedBytes += bytes;
      atHand.configurations.add(configuration);
    }
  }

  @Override
  public void finished(FleetCluster cluster, Standing standing) {
    atHand.configurations.sort(Comparator.comparing(each -> each.configuration().key()));
    ArrayNode configurations = JsonNodeFactory.instance.arrayNode();
    atHand.configurations.forEach(each -> configurations.add(PreviewView.configuration(each)));
    ObjectNode node = PreviewView.cluster(cluster, standing);
    node.set("policies", atHand.policies);
    node.set("configurations", configurations);
    if (atHand.policiesLeftOut + atHand.configurationsLeftOut + atHand.changesLeftOut > 0) {
      node.set(
          "leftOut",
          PreviewView.leftOut(
              atHand.policiesLeftOut, atHand.configurationsLeftOut, atHand.changesLeftOut));
    }
    atHand = new ClusterAtHand();
    try {
      Json.mapper().writeTree(json, node);
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The whole answer. Nothing can be added after that.
  ///
  /// @param nextLink of the page after this one; empty for the last
  /// @param totals empty when there are none on this page
  byte[] end(Optional<String> nextLink, Optional<ObjectNode> totals) {
    try {
      json.writeEndArray();
      if (nextLink.isPresent()) {
        json.writeStringField("nextLink", nextLink.get());
      }
      if (totals.isPresent()) {
        json.writeFieldName("totals");
        Json.mapper().writeTree(json, totals.get());
      }
      json.writeEndObject();
      json.close();
      return written.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
