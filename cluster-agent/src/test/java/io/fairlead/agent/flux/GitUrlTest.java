package io.fairlead.agent.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.agent.flux.GitUrl.Transport;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.contract.flux.HostKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://git.example.org/x.git, HTTPS, https://git.example.org/x.git, git.example.org",
    "http://git.example.org:3000/x, HTTP, http://git.example.org:3000/x, [git.example.org]:3000",
    "ssh://git@git.example.org/x, SSH, ssh://git@git.example.org/x, git.example.org",
    "ssh://git.example.org/x, SSH, ssh://git@git.example.org/x, git.example.org",
    "ssh://me@Git.Example.ORG:22/X, SSH, ssh://me@git.example.org:22/X, git.example.org",
    "ssh://git@git.example.org:2222/x, SSH, ssh://git@git.example.org:2222/x, [git.example.org]:2222",
    "git@GitHub.com:team/x.git, SSH, ssh://git@github.com/team/x.git, github.com",
    "git@git.example.org:/srv/x, SSH, ssh://git@git.example.org/srv/x, git.example.org",
    "git@ssh.dev.azure.com:v3/o/p/x, SSH, ssh://git@ssh.dev.azure.com/v3/o/p/x, ssh.dev.azure.com"
  })
  void becomesTheFormThatFluxTakes(String given, Transport transport, String url, String knownAs) {
    // When
    GitUrl read = GitUrl.of(Block.of(Given.json("{'url': '" + given + "'}")));
    // Then
    assertThat(read.transport()).isEqualTo(transport);
    assertThat(read.url()).isEqualTo(url);
    assertThat(HostKeys.knownAs(read.host())).isEqualTo(knownAs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://git.example.org/x", "git.example.org/x", "file:///x", "ssh:///x"})
  void refusesOtherFormsWithoutRepeatingThem(String given) {
    // Given
    Block block = Block.of(Given.json("{'url': '" + given + "'}"));
    // When, Then
    assertThatThrownBy(() -> GitUrl.of(block))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage("'url' must begin with http://, https://, ssh:// or git@.");
  }
}
