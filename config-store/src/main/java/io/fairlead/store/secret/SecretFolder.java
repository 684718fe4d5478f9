package io.fairlead.store.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Secrets in files: `DIR/<vault>/<secret>`, as a Kubernetes Secret for each vault is mounted. The
/// content is UTF-8; one line feed at its end, with or without a carriage return, is not part of
/// the secret. A file is read anew each time, so a changed secret counts at once.
///
/// Symbolic links are followed while they stay in the folder, as those of a mounted Secret do.
///
/// @param directory the folder
public record SecretFolder(Path directory) implements SecretProvider {
  /// The largest secret, in bytes.
  public static final int MAX_BYTES = 64 * 1024;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");

  @Override
  public Answer find(SecretReference reference) {
    if (!NAME.matcher(reference.vault()).matches() || !NAME.matcher(reference.name()).matches()) {
      return new Answer.Missing(
          "names of vaults and secrets have 1 to 127 letters, digits, '.', '_' and '-', and begin"
              + " with a letter or a digit");
    }
    if (reference.version() != null) {
      return new Answer.Missing(
          "a folder of secrets has no versions: leave out the version to have the present one");
    }
    try {
      return read(directory.resolve(reference.vault()).resolve(reference.name()));
    } catch (NoSuchFileException _) {
      return new Answer.Missing("the folder of secrets has no such file");
    } catch (IOException e) {
      return new Answer.Missing("its file cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private Answer read(Path named) throws IOException {
    Path file = named.toRealPath();
    if (!file.startsWith(directory.toRealPath())) {
      return new Answer.Missing("its file is a link that leads out of the folder of secrets");
    }
    if (!Files.isRegularFile(file)) {
      return new Answer.Missing("the folder of secrets has something else than a file there");
    }
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      return new Answer.Missing("its file has more than " + MAX_BYTES + " bytes");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String secret = withoutLineEnd(text);
      return secret.isEmpty()
          ? new Answer.Missing("its file is empty")
          : new Answer.Found(new Secret(secret));
    } catch (CharacterCodingException _) {
      return new Answer.Missing("its file is not UTF-8");
    }
  }

  private static String withoutLineEnd(String text) {
    if (!text.endsWith("\n")) {
      return text;
    }
    int end = text.length() - 1;
    return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
