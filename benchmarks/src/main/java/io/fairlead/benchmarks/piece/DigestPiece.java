package io.fairlead.benchmarks.piece;

import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.SetDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// What gateway and agent do to know whether they hold the same: at each change, and for all
/// configurations of a cluster at once. Its floor is the hash alone, of the same texts.
@State(Scope.Thread)
public class DigestPiece {
  static final int MEMBERS = 1_000;

  private final List<ConfigurationVersion> members =
      IntStream.range(0, MEMBERS).mapToObj(DigestPiece::member).toList();
  private final List<byte[]> texts = members.stream().map(DigestPiece::text).toList();
  private final SetDigest all = SetDigest.of(members);
  private final MessageDigest sha256 = sha256();
  private int next;

  private static ConfigurationVersion member(int number) {
    ResourceId cluster =
        ResourceId.cluster(
            "5f1f1f6e-0b9f-4d5e-9a55-5e7d3c0b1a2f",
            "fleet-west",
            "Microsoft.Kubernetes/connectedClusters",
            "ship-0042");
    return new ConfigurationVersion(
        Bodies.id(cluster, "configuration-%04d".formatted(number)),
        new UUID(0x5e7d3c0b1a2f4d5eL, number),
        1_000_000L + number);
  }

  private static byte[] text(ConfigurationVersion member) {
    return (member.id().key() + "\n" + member.uid() + "\n" + member.generation())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private int next() {
    next = (next + 1) % MEMBERS;
    return next;
  }

  /// The digest of 1,000 with one more.
  @Benchmark
  public SetDigest add() {
    return all.with(members.get(next()));
  }

  /// The digest of 1,000 without one of them.
  @Benchmark
  public SetDigest remove() {
    return all.without(members.get(next()));
  }

  /// SHA-256 of what one is in text.
  @Benchmark
  public byte[] bareOne() {
    return sha256.digest(texts.get(next()));
  }

  /// The digest of 1,000.
  @Benchmark
  public SetDigest all() {
    return SetDigest.of(members);
  }

  /// SHA-256 of what each of 1,000 is in text.
  @Benchmark
  public void bareAll(Blackhole blackhole) {
    for (byte[] text : texts) {
      blackhole.consume(sha256.digest(text));
    }
  }
}
