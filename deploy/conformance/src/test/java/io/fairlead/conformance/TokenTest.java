package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.conformance.agent.Algorithm;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ClusterKey;
import io.fairlead.conformance.agent.Token;
import java.time.Instant;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenTest {
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void tokensAreUnderstoodByALibraryThatTheKitDoesNotUse(Algorithm algorithm)
      throws InvalidJwtException {
    // Given a cluster with a key for that algorithm
    Cluster cluster = new Cluster("/subscriptions/s/x", ClusterKey.create(algorithm));

    // When a token is written
    String token = Token.of(cluster, Instant.now()).write();

    // Then another implementation accepts its signature and reads its claims
    JwtClaims claims =
        new JwtConsumerBuilder()
            .setVerificationKey(cluster.key().pair().getPublic())
            .setExpectedIssuer(cluster.id())
            .setExpectedAudience("fairlead-agent-gateway")
            .setRequireExpirationTime()
            .setRequireJwtId()
            .build()
            .processToClaims(token);
    assertThat(claims.getClaimsMap()).containsEntry("sub", cluster.id());
  }
}
