package io.fairlead.benchmarks.piece;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.PropertiesSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// How properties are sealed where they are written and opened where they are read. Its floor is
/// the cipher alone, for the same bytes.
@State(Scope.Thread)
public class SealPiece {
  private static final ResourceId CONFIGURATION =
      Bodies.id(
          ResourceId.cluster(
              "5f1f1f6e-0b9f-4d5e-9a55-5e7d3c0b1a2f",
              "fleet-west",
              "Microsoft.Kubernetes/connectedClusters",
              "ship-0042"),
          "configuration-0001");

  /// How long the properties are as JSON, at least.
  @Param({"700", "49000"})
  int bytes = 700;

  private final PropertiesSeal seal = new PropertiesSeal(keyring());
  private Sample sample = new Sample(bytes, seal);

  /// The same properties in clear text, sealed, and for the floor.
  private static final class Sample {
    final ObjectNode properties;
    final byte[] sealed;
    final BareCipher bare;

    Sample(int bytes, PropertiesSeal seal) {
      properties = propertiesOf(bytes);
      sealed = seal.seal(CONFIGURATION, properties);
      bare = new BareCipher(Json.write(properties));
    }
  }

  /// With keys that no file has any more.
  private static Keyring keyring() {
    try {
      Path folder = Files.createTempDirectory("fairlead-seal-piece");
      try {
        KeysetFile file = new KeysetFile(folder.resolve("keyset.json"), "of the benchmark");
        file.createIfMissing();
        return Keyring.open(file);
      } finally {
        try (var files = Files.newDirectoryStream(folder)) {
          for (Path each : files) {
            Files.delete(each);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A configuration with as many kustomizations as it takes to be that long.
  private static ObjectNode propertiesOf(int bytes) {
    ObjectNode properties = Bodies.properties("000001");
    ObjectNode kustomizations = (ObjectNode) properties.get("kustomizations");
    ObjectNode another = kustomizations.get("infra").deepCopy();
    for (int i = 0; Json.write(properties).length < bytes; i++) {
      kustomizations.set("team-%03d".formatted(i), another.deepCopy().put("path", "./teams/" + i));
    }
    return properties;
  }

  /// Makes the properties.
  @Setup
  public void prepare() {
    sample = new Sample(bytes, seal);
  }

  /// Properties as they are kept.
  @Benchmark
  public byte[] seal() {
    return seal.seal(CONFIGURATION, sample.properties);
  }

  /// The same bytes encrypted.
  @Benchmark
  public byte[] bareSeal() {
    return sample.bare.encrypt();
  }

  /// What is kept, as properties.
  @Benchmark
  public ObjectNode open() {
    return seal.open(CONFIGURATION, sample.sealed);
  }

  /// The same bytes decrypted.
  @Benchmark
  public byte[] bareOpen() {
    return sample.bare.decrypt();
  }
}
