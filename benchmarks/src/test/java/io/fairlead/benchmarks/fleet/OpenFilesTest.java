package io.fairlead.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
  @Test
  void readsTheSoftLimit() {
    // Given
    String limits =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             96000                96000                processes
        Max open files            1024                 20000                files
        """;
    // When
    long most = OpenFiles.most(limits);
    // Then
    assertThat(most).isEqualTo(1_024);
  }

  @Test
  void takesNoLimitAsSuch() {
    assertThat(OpenFiles.most("Max open files            unlimited            unlimited  files"))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void saysHowManyToAllow() {
    assertThatThrownBy(() -> OpenFiles.require("agent-gateway", 10_000, 4_096))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "agent-gateway is to have 10,000 connections and may have 4,096 files open;"
                + " allow it 11,000: ulimit -Hn");
  }

  @Test
  void letsEnoughPass() {
    assertThatCode(() -> OpenFiles.require("agent-gateway", 10_000, 11_000))
        .doesNotThrowAnyException();
  }
}
