package io.fairlead.api.auth;

import java.net.URI;
import java.util.List;

/// Which issuer's tokens are accepted, and how they are read.
///
/// @param issuer its `iss`, below which its discovery document is
/// @param audience what `aud` must contain
/// @param principalClaim the claim that names the principal in role assignments
/// @param nameClaim the claim with the name that people know it by; the principal where it is
///     missing
/// @param owners principals that are Owner of everything, whatever is assigned
public record OidcSettings(
    URI issuer, String audience, String principalClaim, String nameClaim, List<String> owners) {
  /// @throws IllegalArgumentException when the issuer cannot be asked safely; names the setting
  public OidcSettings {
    owners = List.copyOf(owners);
    String host = issuer.getHost();
    boolean here = host != null && List.of("127.0.0.1", "localhost", "[::1]").contains(host);
    if (host == null
        || !("https".equals(issuer.getScheme()) || (here && "http".equals(issuer.getScheme())))
        || issuer.getRawQuery() != null
        || issuer.getRawFragment() != null
        || issuer.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "fairlead.api.oidc.issuer must be an https URL without query (http on the loopback), not "
              + issuer.getScheme()
              + "://"
              + host);
    }
    if (audience.isBlank()) {
      throw new IllegalArgumentException("fairlead.api.oidc.audience must not be empty");
    }
  }
}
