package io.fairlead.api.runtime;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the API. Each can be given by an environment variable, too:
/// `FAIRLEAD_API_TOKEN_FILE` for `fairlead.api.token-file`.
@ConfigMapping(prefix = "fairlead.api")
public interface ApiConfig {
  /// The file of administrators' bearer tokens, one on each line, each of at least 16 characters.
  /// Read again when it changes. Required unless an OpenID Connect issuer is set.
  Optional<Path> tokenFile();

  /// The file with the key that signs the tokens of `./fairlead token`: 32 bytes in hexadecimal
  /// digits, of mode 600. Read again when it changes. Without it such tokens are not accepted.
  Optional<Path> signingKeyFile();

  /// The OpenID Connect issuer of callers' tokens, in place of the hub's own.
  OidcConfig oidc();

  /// How often the files of tokens and their key are read again.
  @WithDefault("2s")
  Duration tokenRefresh();

  /// Most requests worked on at a time, from when they have arrived until their answer has left; at
  /// least 1. One more is answered 503 at once.
  @WithDefault("256")
  int maxConcurrentRequests();

  /// What the bodies of all requests under way may take of the memory together, the trees made of
  /// them included: up to 17 times their bytes. A request that would need more is answered 503 at
  /// once. Must hold at least one body of 1 MiB, which takes 5 MiB.
  @WithDefault("128M")
  MemorySize bodyMemory();

  /// In which a request has to arrive completely, headers excluded. Later it is answered 408, and
  /// one that was refused before has its connection closed.
  @WithDefault("30s")
  Duration readTimeout();

  /// In which a request has to be answered once it has arrived. Later it is answered 504.
  @WithDefault("15s")
  Duration requestTimeout();

  /// In which a client has to take its answer. Later its connection is closed.
  @WithDefault("60s")
  Duration writeTimeout();

  /// Longest path and query together, in characters. Longer ones are answered 414; those over
  /// `quarkus.http.limits.max-initial-line-length` without a body.
  @WithDefault("8192")
  int maxUrlLength();

  /// Longest sum of the headers' names and values, in characters. Longer ones are answered 431;
  /// those over `quarkus.http.limits.max-header-size` without a body.
  @WithDefault("16384")
  int maxHeaderLength();

  /// How the database is watched.
  DatabaseProbeConfig databaseProbe();

  /// Settings of an OpenID Connect issuer.
  interface OidcConfig {
    /// What its tokens have as `iss`; its discovery document is below.
    Optional<URI> issuer();

    /// What its tokens must have in `aud`. Required with the issuer.
    Optional<String> audience();

    /// The claim with the principal's id, which role assignments name.
    @WithDefault("sub")
    String principalClaim();

    /// The claim with the name that people know it by.
    @WithDefault("preferred_username")
    String nameClaim();

    /// Ids of principals that are Owner of everything: who assigns the first roles.
    Optional<List<String>> owners();
  }

  /// Settings of the watch on the database. While the database cannot be reached, the service is
  /// not ready and requests that need it are answered 503 at once.
  interface DatabaseProbeConfig {
    /// How often it is asked.
    @WithDefault("1s")
    Duration interval();

    /// In which it has to answer.
    @WithDefault("2s")
    Duration timeout();

    /// After how many unanswered questions in a row it counts as away. One answer brings it back.
    @WithDefault("3")
    int failuresUntilAway();
  }
}
