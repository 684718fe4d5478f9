package io.fairlead.contract.access;

import java.time.Duration;

/// What the access tokens say that the hub issues itself: JWTs signed with HS256 by the key in the
/// data directory. Since there is no directory of users, a token says itself what its holder may
/// do.
public final class AccessTokenClaims {
  /// `iss`.
  public static final String ISSUER = "fairlead";

  /// `aud`.
  public static final String AUDIENCE = "fairlead-api";

  /// A list of `{"role": id, "scope": id}`.
  public static final String GRANTS = "grants";

  /// In a grant, the role's id.
  public static final String ROLE = "role";

  /// In a grant, the scope.
  public static final String SCOPE = "scope";

  /// The principal's name, shown as who made and changed resources.
  public static final String NAME = "name";

  /// The shortest and the longest that a token may be valid.
  public static final Duration SHORTEST = Duration.ofMinutes(1);

  public static final Duration LONGEST = Duration.ofDays(366);

  /// The bytes of the key, which is kept as hexadecimal text.
  public static final int KEY_BYTES = 32;

  private AccessTokenClaims() {}
}
