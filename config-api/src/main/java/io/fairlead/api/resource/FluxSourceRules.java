package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.resource.SourceUrl.Transport;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.contract.flux.HostKeys;
import java.util.regex.Pattern;

/// What a source needs for Flux to be able to fetch from it. Without these rules the configuration
/// would be stored, and refused by every agent.
final class FluxSourceRules {
  private static final String LOCAL_AUTH = "localAuthRef";

  private FluxSourceRules() {}

  /// Flux connects over SSH to no host that it does not know. The host keys of some are built in,
  /// and a secret in the cluster may have others.
  record KnownHost() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var text = value.path("url").asText();
      if (value.has("sshKnownHosts")
          || value.has(LOCAL_AUTH)
          || SourceUrl.GIT.check().problem(text) != null) {
        return;
      }
      SourceUrl.parse(text)
          .filter(url -> url.transport() == Transport.SSH)
          .filter(url -> HostKeys.of(url.host()).isEmpty())
          .ifPresent(
              url ->
                  findings.add(
                      Kind.MissingProperty,
                      at.child("sshKnownHosts"),
                      "'%s' is required: the host keys of %s are not among those built in. Allowed is %s."
                          .formatted(
                              at.child("sshKnownHosts"),
                              HostKeys.knownAs(url.host()),
                              Encoded.KNOWN_HOSTS.allowed())));
    }
  }

  /// A GitHub App is in a secret of the cluster.
  record GitHubApp() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (value.path("provider").asText().equals("GitHub") && !value.has(LOCAL_AUTH)) {
        findings.add(
            Kind.InvalidCombination,
            at.child("provider"),
            "'%s' GitHub needs '%s': the name of a secret with the GitHub App to log in as."
                .formatted(at.child("provider"), at.child(LOCAL_AUTH)));
      }
    }
  }

  /// Flux has the host of a store in one field, whether it is reached in the clear in another, and
  /// no place for a path.
  record BucketEndpoint() implements Rule {
    private static final Pattern HOST_ALONE = Pattern.compile("https?://[^/?#]+/?");

    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var text = value.path("url").asText();
      var url = SourceUrl.parse(text).filter(SourceUrl::isHttp);
      if (url.isEmpty()) {
        return;
      }
      var path = at.child("url");
      if (!HOST_ALONE.matcher(text).matches()) {
        findings.add(
            Kind.InvalidValue,
            path,
            "The value of '%s' has more than a host in it. Allowed is http:// or https:// and a host, with a port if need be; the bucket goes into '%s'."
                .formatted(path, at.child("bucketName")));
      }
      if (url.get().transport() == Transport.HTTP && !value.path("insecure").asBoolean()) {
        findings.add(
            Kind.InvalidCombination,
            at.child("insecure"),
            "'%s' begins with http://, which needs '%s' to be true."
                .formatted(path, at.child("insecure")));
      }
    }
  }

  /// Notation verifies nothing without a trust policy.
  record TrustPolicy() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (value.path("provider").asText().equals("notation")
          && value.path("verificationConfig").isEmpty()) {
        var path = at.child("verificationConfig");
        findings.add(
            Kind.MissingProperty,
            path,
            "'%s' is required for notation: its trust policy and certificates.".formatted(path));
      }
    }
  }
}
