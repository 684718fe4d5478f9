package io.fairlead.contract.flux;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostKeysTest {
  @ParameterizedTest
  @CsvSource({
    "github.com, ssh-ed25519, +DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
    "github.com, ecdsa-sha2-nistp256, p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM",
    "github.com, ssh-rsa, uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s",
    "gitlab.com, ssh-ed25519, eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8",
    "gitlab.com, ecdsa-sha2-nistp256, HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw",
    "gitlab.com, ssh-rsa, ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ",
    "bitbucket.org, ssh-ed25519, ybgmFkzwOSotHTHLJgHO0QN8L0xErw6vd0VhFA9m3SM",
    "bitbucket.org, ecdsa-sha2-nistp256, FC73VB6C4OQLSCrjEayhMp9UMxS97caD/Yyi2bhW/J0",
    "bitbucket.org, ssh-rsa, 46OSHA1Rmj8E8ERTC6xkNcmGOw9oFxYr0WF6zWW8l1E",
    "ssh.dev.azure.com, ssh-rsa, ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og",
    "vs-ssh.visualstudio.com, ssh-rsa, ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og"
  })
  void hasTheKeysWhoseFingerprintsTheHostsPublish(String host, String type, String fingerprint) {
    // When
    Stream<String> lines = HostKeys.of(host).orElseThrow().lines();
    // Then
    assertThat(lines.filter(line -> line.startsWith(host + " " + type + " ")))
        .singleElement()
        .satisfies(line -> assertThat(fingerprint(line)).isEqualTo(fingerprint));
  }

  @Test
  void knowsAHostOnItsUsualPortOnly() {
    // When, Then
    assertThat(HostKeys.of("github.com:22")).isPresent();
    assertThat(HostKeys.of("github.com:443")).isEmpty();
    assertThat(HostKeys.of("github.com.example.org")).isEmpty();
  }

  private static String fingerprint(String line) throws NoSuchAlgorithmException {
    byte[] key = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
  }
}
