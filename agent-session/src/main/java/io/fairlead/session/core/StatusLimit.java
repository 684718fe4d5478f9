package io.fairlead.session.core;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.json.Json;
import org.jspecify.annotations.Nullable;

/// Keeps statuses within what the protocol allows.
final class StatusLimit {
  private static final int MESSAGE_CHARACTERS = 4096;
  private static final int FIELD_CHARACTERS = 1024;

  private StatusLimit() {}

  /// The status itself, or, when it is too large, its verdict and message, which then says so.
  static ConfigurationStatus within(ConfigurationStatus status) {
    int bytes = Json.write(status).length;
    if (bytes <= ConfigurationStatus.MAX_BYTES) {
      return status;
    }
    String note =
        "[status cut: %d bytes, at most %d are sent]"
            .formatted(bytes, ConfigurationStatus.MAX_BYTES);
    String message = cut(status.message(), MESSAGE_CHARACTERS);
    return new ConfigurationStatus(
        status.observed(),
        status.compliance(),
        message == null ? note : message + " " + note,
        status.observedAt(),
        status.lastConfigApplied(),
        cut(status.sourceSyncedCommitId(), FIELD_CHARACTERS),
        status.sourceUpdatedAt(),
        // A part of a key is none.
        status.repositoryPublicKey() == null
                || status.repositoryPublicKey().length() > MESSAGE_CHARACTERS
            ? null
            : status.repositoryPublicKey(),
        null);
  }

  private static @Nullable String cut(@Nullable String text, int characters) {
    if (text == null || text.length() <= characters) {
      return text;
    }
    // Never between the two halves of a character.
    int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
    return text.substring(0, end);
  }
}
