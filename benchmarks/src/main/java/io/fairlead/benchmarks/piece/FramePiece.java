package io.fairlead.benchmarks.piece;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.GatewayFrame.Change;
import io.fairlead.contract.protocol.GatewayFrame.Changes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// How a gateway writes what changed, and how an agent reads it. Its floor is Jackson as it comes:
/// a tree written as bytes, and bytes read into a tree.
@State(Scope.Thread)
public class FramePiece {
  /// How many configurations are in the frame.
  @Param({"1", "10", "100"})
  int changes = 1;

  private final JsonMapper bare = new JsonMapper();
  private Sample sample = new Sample(changes);

  /// One frame in all the forms that are written and read.
  private static final class Sample {
    final Changes frame;
    final String text;
    final byte[] bytes;
    final JsonNode tree;

    Sample(int changes) {
      frame =
          new Changes(
              7, 1, IntStream.range(0, changes).mapToObj(FramePiece::change).toList(), List.of());
      text = FrameCodec.write(frame);
      bytes = text.getBytes(StandardCharsets.UTF_8);
      tree = Json.readTree(bytes);
    }
  }

  private static Change change(int number) {
    ResourceId cluster =
        ResourceId.cluster(
            "5f1f1f6e-0b9f-4d5e-9a55-5e7d3c0b1a2f",
            "fleet-west",
            "Microsoft.Kubernetes/connectedClusters",
            "ship-0042");
    return new Change(
        Bodies.id(cluster, "configuration-%04d".formatted(number)),
        new UUID(0x5e7d3c0b1a2f4d5eL, number),
        1_000_000L + number,
        Lifecycle.Active,
        Bodies.properties("%06d".formatted(number)));
  }

  /// Makes the frame.
  @Setup
  public void prepare() {
    sample = new Sample(changes);
  }

  /// The frame as the text of a message.
  @Benchmark
  public String write() {
    return FrameCodec.write(sample.frame);
  }

  /// The same JSON from a tree.
  @Benchmark
  public byte[] bareWrite() throws JsonProcessingException {
    return bare.writeValueAsBytes(sample.tree);
  }

  /// The frame of the text of a message.
  @Benchmark
  public GatewayFrame read() {
    return FrameCodec.readGatewayFrame(sample.text);
  }

  /// The same JSON as a tree.
  @Benchmark
  public JsonNode bareRead() throws IOException {
    return bare.readTree(sample.bytes);
  }
}
