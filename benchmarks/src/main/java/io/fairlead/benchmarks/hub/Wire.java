package io.fairlead.benchmarks.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What went over the TCP connections that a server has open, as Linux keeps book of it and `ss`
/// shows it.
///
/// @param connections that are open
/// @param sentBytes of payload by the server, repetitions included
/// @param receivedBytes of payload by the server
/// @param segments in both directions, also those without payload
public record Wire(long connections, long sentBytes, long receivedBytes, long segments) {
  /// IPv4's and TCP's headers with the timestamps that Linux sends with each segment to others.
  private static final long HEADERS = 20 + 20 + 12;

  private static final Pattern COUNT =
      Pattern.compile("\\b(bytes_sent|bytes_received|segs_out|segs_in):(\\d+)");

  /// The connections of who listens at that port on this machine.
  ///
  /// @throws IllegalStateException when there is no `ss`, or it fails
  public static Wire at(int port) throws InterruptedException {
    List<String> command = List.of("ss", "-tinH", "state", "established", "sport", "=", ":" + port);
    try {
      Process ss = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (ss.waitFor() != 0) {
        throw new IllegalStateException("ss fails: " + said.strip());
      }
      return read(said);
    } catch (IOException e) {
      throw new UncheckedIOException("ss (of iproute2) counts what is on the wire", e);
    }
  }

  /// Reads what `ss -tinH` says.
  static Wire read(String said) {
    long connections = 0;
    long sent = 0;
    long received = 0;
    long segments = 0;
    for (String line : said.lines().toList()) {
      Matcher counts = COUNT.matcher(line);
      boolean isCounts = false;
      while (counts.find()) {
        isCounts = true;
        long value = Long.parseLong(counts.group(2));
        switch (counts.group(1)) {
          case "bytes_sent" -> sent += value;
          case "bytes_received" -> received += value;
          default -> segments += value;
        }
      }
      connections += isCounts ? 1 : 0;
    }
    return new Wire(connections, sent, received, segments);
  }

  /// What came since an earlier look at the same connections.
  public Wire since(Wire earlier) {
    return new Wire(
        connections,
        sentBytes - earlier.sentBytes,
        receivedBytes - earlier.receivedBytes,
        segments - earlier.segments);
  }

  /// Payload of both directions with its headers.
  public long bytesWithHeaders() {
    return sentBytes + receivedBytes + segments * HEADERS;
  }
}
