package io.fairlead.benchmarks.piece;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment.Action.Write;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.GatewayFrame.Changes;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.policy.evaluation.Evaluation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pieces do what their figures are said to be of, and so do their floors.
class WhatIsMeasuredTest {
  @Test
  void theBareHashesAreThoseOfTheSet() {
    // Given
    var piece = new DigestPiece();
    // When
    long firstLanes =
        IntStream.range(0, DigestPiece.MEMBERS)
            .mapToLong(_ -> ByteBuffer.wrap(piece.bareOne()).getLong())
            .sum();
    // Then
    assertThat(firstLanes).isEqualTo(piece.all().lane1());
  }

  @Test
  void oneIsAddedToAThousandAndRemovedFromThem() {
    // Given
    var piece = new DigestPiece();
    // When
    List<SetDigest> digests = List.of(piece.all(), piece.add(), piece.remove());
    // Then
    assertThat(digests).extracting(SetDigest::count).containsExactly(1_000, 1_001, 999);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void aFrameOfSoManyChangesIsRead(int changes) {
    // Given
    FramePiece piece = frames(changes);
    // When
    GatewayFrame read = piece.read();
    // Then
    assertThat(((Changes) read).changed()).hasSize(changes);
  }

  @Test
  void theBareFrameIsTheSameJson() throws JsonProcessingException {
    // Given
    FramePiece piece = frames(10);
    // When
    String bare = new String(piece.bareWrite(), StandardCharsets.UTF_8);
    // Then
    assertThat(bare).isEqualTo(piece.write());
  }

  @Test
  void theBareTreeIsTheSameJson() throws IOException {
    // Given
    FramePiece piece = frames(10);
    // When
    String bare = piece.bareRead().toString();
    // Then
    assertThat(bare).isEqualTo(piece.write());
  }

  private static FramePiece frames(int changes) {
    var piece = new FramePiece();
    piece.changes = changes;
    piece.prepare();
    return piece;
  }

  @Test
  void aClusterThatLacksItIsGivenTheBaseline() {
    // When
    Evaluation evaluation = new RulePiece().deploy();
    // Then
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.Deploying);
    assertThat(evaluation.deployments())
        .singleElement()
        .satisfies(
            deployment ->
                assertThat(
                        ((Write) deployment.action()).properties().at("/kustomizations/apps/path"))
                    .hasToString("\"./apps/canary\""));
  }

  @Test
  void aClusterThatHasConfirmedTheBaselineIsLeftAlone() {
    // When
    Evaluation evaluation = new RulePiece().confirm();
    // Then
    assertThat(evaluation.deployments()).isEmpty();
    assertThat(evaluation.verdicts())
        .extracting(PolicyVerdict::reason)
        .containsExactly(Reason.Confirmed);
  }

  @Test
  void eachConfigurationIsAudited() {
    // When
    Evaluation evaluation = new RulePiece().audit();
    // Then
    assertThat(evaluation.verdicts())
        .hasSize(SampleClusters.CONFIGURATIONS)
        .extracting(PolicyVerdict::reason)
        .containsOnly(Reason.Satisfied);
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 49_000})
  void propertiesAreOpenedThatAreAsLongAsTheyAreSaidToBe(int bytes) {
    // Given
    SealPiece piece = seals(bytes);
    // When
    ObjectNode opened = piece.open();
    // Then
    assertThat(Json.write(opened)).hasSizeBetween(bytes, bytes + 200);
  }

  @Test
  void theBareCipherHasTheSameBytes() {
    // Given
    SealPiece piece = seals(700);
    // When
    byte[] decrypted = piece.bareOpen();
    // Then
    assertThat(decrypted).isEqualTo(Json.write(piece.open()));
  }

  private static SealPiece seals(int bytes) {
    var piece = new SealPiece();
    piece.bytes = bytes;
    piece.prepare();
    return piece;
  }
}
