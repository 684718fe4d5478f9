package io.fairlead.systemtest.secrecy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.jspecify.annotations.Nullable;

/// Looks for a canary in all files below a folder, as who has got hold of the disk would: raw, and
/// in Kafka's segments record by record, which are compressed otherwise.
final class DiskSearch {
  private static final String SEGMENT = ".log";
  private static final int BLOCK = 1024 * 1024;

  private DiskSearch() {}

  /// The files that have it.
  static List<Path> find(Path folder, Canary canary) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> has(file, canary) || (isSegment(file) && hasRecord(file, canary)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean has(Path file, Canary canary) {
    try (var in = Files.newInputStream(file)) {
      byte[] block = new byte[BLOCK];
      int kept = 0;
      int read = in.readNBytes(block, kept, BLOCK - kept);
      while (read > 0) {
        int filled = kept + read;
        if (canary.isIn(block, filled)) {
          return true;
        }
        // What begins at the end of one block ends in the next.
        kept = Math.min(filled, canary.longest() - 1);
        System.arraycopy(block, filled - kept, block, 0, kept);
        read = in.readNBytes(block, kept, BLOCK - kept);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSegment(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SEGMENT)
        && name.substring(0, name.length() - SEGMENT.length()).chars().allMatch(Character::isDigit);
  }

  private static boolean hasRecord(Path segment, Canary canary) {
    Predicate<byte[]> match = canary::isIn;
    try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
      for (Record record : records.records()) {
        if (match.test(bytes(record.key()))
            || match.test(bytes(record.value()))
            || Arrays.stream(record.headers()).map(Header::value).anyMatch(match)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
