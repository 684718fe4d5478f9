package io.fairlead.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
  private static final String ED =
      "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git.example.com ssh-ed25519 ED",
        "git.example.com,192.0.2.1 ssh-ed25519 ED a comment",
        "[git.example.com]:2222 ssh-ed25519 ED",
        "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-ed25519 ED",
        "@cert-authority *.example.com ssh-ed25519 ED",
        "# comment\r\n\r\n  git.example.com\tssh-ed25519\tED\r\n"
      })
  void readsWhatOpenSshReads(String text) {
    // When
    var problem = KnownHosts.problem(text.replace("ED", ED));

    // Then
    assertThat(problem).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; names no host",
        "# only a comment; names no host",
        "git.example.com ssh-ed25519; line 1",
        "ssh-ed25519 ED; line 1",
        "git.example.com ssh-rsa ED; another type",
        "git.example.com ssh-ed25519 AAAA; too short",
        "git.example.com ssh-ed25519 %%%; not base64",
        "@revoke git.example.com ssh-ed25519 ED; unknown marker"
      })
  void saysWhatIsWrong(String text, String problem) {
    // When
    var found = KnownHosts.problem(text.replace("ED", ED));

    // Then
    assertThat(found).contains(problem);
  }

  @Property(tries = 300)
  void neverThrows(@ForAll String text) {
    // When
    var found = KnownHosts.problem("host ssh-rsa " + text + "\n" + text);

    // Then
    assertThat(found).isNotNull();
  }
}
