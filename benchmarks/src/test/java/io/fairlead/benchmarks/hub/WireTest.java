package io.fairlead.benchmarks.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireTest {
  private static final String SAID =
      """
      0      0      127.0.0.1:8081 127.0.0.1:55938
      \t bbr wscale:10,10 rto:216 mss:46080 bytes_sent:300 bytes_retrans:5 bytes_acked:300 bytes_received:1000 segs_out:4 segs_in:5 data_segs_out:2 data_segs_in:3 send 1004bps
      0      0      127.0.0.1:8081 127.0.0.1:55940
      \t cubic wscale:10,10 rto:216 mss:46080 bytes_sent:100 bytes_acked:100 bytes_received:500 segs_out:2 segs_in:3 data_segs_out:1 data_segs_in:1 send 1004bps
      """;

  @Test
  void addsUpAllConnections() {
    // When
    Wire wire = Wire.read(SAID);
    // Then
    assertThat(wire).isEqualTo(new Wire(2, 400, 1_500, 14));
  }

  @Test
  void countsHeadersForEachSegment() {
    // Given
    Wire wire = new Wire(1, 100, 50, 3);
    // When
    long bytes = wire.bytesWithHeaders();
    // Then
    assertThat(bytes).isEqualTo(100 + 50 + 3 * 52);
  }

  @Test
  void countsFromAnEarlierLook() {
    // Given
    Wire earlier = new Wire(2, 400, 1_500, 14);
    // When
    Wire since = new Wire(2, 450, 1_600, 20).since(earlier);
    // Then
    assertThat(since).isEqualTo(new Wire(2, 50, 100, 6));
  }
}
