package io.fairlead.session.identity;

import io.fairlead.contract.protocol.ProtocolLimits;
import java.time.Instant;
import java.util.UUID;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// Signs the tokens with which an agent opens sessions: one for each attempt, never used twice.
/// Thread-safe.
public final class AgentTokens {
  /// Leaves room for a gateway that reads the times a little differently.
  private static final int LIFE_SECONDS = ProtocolLimits.MAX_TOKEN_SECONDS - 60;

  private final AgentIdentity identity;
  private final HubClock clock;

  public AgentTokens(AgentIdentity identity, HubClock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  /// A new token (JWT, compact form).
  public String next() {
    Instant now = clock.instant();
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(identity.cluster().toString());
    claims.setSubject(identity.cluster().toString());
    claims.setAudience(ProtocolLimits.AUDIENCE);
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.getEpochSecond() + LIFE_SECONDS));
    claims.setJwtId(UUID.randomUUID().toString());
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(identity.privateKey());
    signature.setAlgorithmHeaderValue(KeyAlgorithm.signatureOf(identity.privateKey()));
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IdentityException("the cluster's key signs no token: " + e.getMessage(), e);
    }
  }
}
