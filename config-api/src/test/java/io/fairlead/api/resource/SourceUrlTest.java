package io.fairlead.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com",
        "https://git.example.com:8443/org/apps.git",
        "http://192.0.2.1/apps",
        "https://[2001:db8::1]:443/apps",
        "https://dev.azure.com/org/project/_git/repo",
        "https://git.example.com/a%20b/@scope",
        "ssh://git@ssh.dev.azure.com/v3/org/project/repo",
        "ssh://git.example.com/apps",
        "git@ssh.dev.azure.com:v3/org/project/repo",
        "https://git.example.com/apps?ref=main"
      })
  void gitAccepts(String url) {
    // When
    var problem = SourceUrl.GIT.check().problem(url);

    // Then
    assertThat(problem).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "apps",
        "https:/git.example.com",
        "HTTPS://git.example.com",
        "file:///etc/passwd",
        "https:///apps",
        "https://git.example.com:port/apps",
        "https://git.example.com\\@evil.example.com/",
        "https://git.example.com/a\nb",
        "https://git.example.com/a b",
        "https://:@git.example.com/",
        "https://@git.example.com/",
        "https://user:pass@git.example.com/",
        "https://user%3Apass@git.example.com/",
        "ssh://git:pass@git.example.com/",
        "git@git.example.com",
        "git@:apps",
        "git:pass@git.example.com:apps",
        "https://git.example.com/?private_token=x",
        "https://git.example.com/?a=b&TOKEN=x",
        "https://git.example.com/?%74oken=x",
        "https://git.example.com/?job_token=x",
        "https://git.example.com/?X-Amz-Credential=x",
        "https://git.example.com/?X-Goog-Signature=x",
        "https://git.example.com/?AWSAccessKeyId=x&Signature=y"
      })
  void gitRefuses(String url) {
    // When
    var problem = SourceUrl.GIT.check().problem(url);

    // Then
    assertThat(problem).isNotNull();
  }

  @Test
  void urlsOfStorageHaveNoQuery() {
    // When
    var without = SourceUrl.HTTP_ONLY.check().problem("https://store.example.com/container");
    var with = SourceUrl.HTTP_ONLY.check().problem("https://store.example.com/container?sv=1");

    // Then
    assertThat(without).isNull();
    assertThat(with).contains("has a query");
  }

  @Property(tries = 500)
  void neverThrowsAndNeverRepeatsTheUrl(@ForAll String text) {
    // Given
    var url = "https://" + text + ":s3cr3t@host/" + text;

    // When
    var problems =
        List.of(SourceUrl.GIT, SourceUrl.HTTP_ONLY, SourceUrl.OCI, SourceUrl.V1).stream()
            .map(format -> String.valueOf(format.check().problem(url)))
            .toList();

    // Then
    assertThat(problems).noneMatch(problem -> problem.contains("s3cr3t"));
  }
}
