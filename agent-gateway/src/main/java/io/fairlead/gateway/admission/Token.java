package io.fairlead.gateway.admission;

import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;

/// A token that can be read but whose signature was not checked.
///
/// @param cluster for whom it claims to speak
public record Token(ResourceId cluster, JsonWebSignature signature, JwtClaims claims) {

  /// A token whose every claim was checked.
  ///
  /// @param id its `jti`
  /// @param expires when it ends
  public record Checked(ResourceId cluster, String id, Instant expires) {}
}
