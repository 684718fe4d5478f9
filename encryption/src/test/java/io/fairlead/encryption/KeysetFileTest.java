package io.fairlead.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFileTest {
  @TempDir private Path folder;

  @Test
  void aNewOneMayBeUsedByItsOwnerAlone() throws IOException {
    // When
    KeysetFile file = Keysets.in(folder);
    // Then
    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(file.read().keys())
        .singleElement()
        .satisfies(key -> assertThat(key.role()).isEqualTo(Keyset.Role.PRIMARY));
  }

  @Test
  void oneThatIsThereIsNotReplaced() {
    // Given
    KeysetFile file = Keysets.in(folder);
    Keyset before = file.read();
    // When
    boolean made = file.createIfMissing();
    // Then
    assertThat(made).isFalse();
    assertThat(file.read().keys()).isEqualTo(before.keys());
  }

  @Test
  void aChangedOneStaysItsOwnersAlone() throws IOException {
    // Given
    KeysetFile file = Keysets.in(folder);
    // When
    file.change(Keyset::withNext);
    // Then
    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(file.read().keys()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-r--r--", "rw--w----", "rwx--x---"})
  void oneThatOthersMayUseIsRefused(String mode) throws IOException {
    // Given
    KeysetFile file = Keysets.in(folder);
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(mode));
    // When / Then
    assertRefused(file::read, file, mode, "chmod 600");
  }

  @Test
  void oneThatIsMissingIsRefused() {
    // Given
    var file = new KeysetFile(folder.resolve("missing.json"), Keysets.SETTING);
    // When / Then
    assertRefused(file::read, file, "is not there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kestrel",
        "{\"kestrel\": 1}",
        "{\"primaryKeyId\": 1, \"key\": []}",
        "{\"primaryKeyId\": 1, \"key\": [{\"keyData\": {\"typeUrl\": \"kestrel\", \"value\":"
            + " \"a2VzdHJlbA==\", \"keyMaterialType\": \"SYMMETRIC\"}, \"status\": \"ENABLED\","
            + " \"keyId\": 1, \"outputPrefixType\": \"TINK\"}]}"
      })
  void whatIsNoKeysetIsRefusedAndNotQuoted(String content) throws IOException {
    // Given
    KeysetFile file = Keysets.in(folder);
    Files.writeString(file.path(), content);
    // When / Then
    assertThatExceptionOfType(KeysetException.class)
        .isThrownBy(file::read)
        .withMessageContaining(file.path().toString())
        .withMessageContaining(Keysets.SETTING)
        .withNoCause()
        .satisfies(e -> assertThat(e.toString()).doesNotContain("kestrel", "a2VzdHJlbA"));
  }

  @Test
  void oneThatIsMountedByKubernetesMayBeReadByItsGroup() throws IOException {
    // Given
    KeysetFile mounted = mounted("r--r-----");
    // When
    Keyset keyset = mounted.read();
    // Then
    assertThat(keyset.keys()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r--r--r--", "rw-rw----"})
  void oneThatIsMountedIsNotForEverybodyNorToBeWritten(String mode) throws IOException {
    // Given
    KeysetFile mounted = mounted(mode);
    // When / Then
    assertRefused(mounted::read, mounted, mode, "0440");
  }

  @Test
  void aLinkThatNoVolumeMadeGivesTheGroupNothing() throws IOException {
    // Given
    KeysetFile real = Keysets.in(Files.createDirectory(folder.resolve("elsewhere")));
    Files.setPosixFilePermissions(real.path(), PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("keyset.json"), real.path());
    var file = new KeysetFile(link, Keysets.SETTING);
    // When / Then
    assertRefused(file::read, file, "rw-r-----");
  }

  @Test
  void aMountedOneIsSeenWhenKubernetesExchangesItsFolder() throws IOException {
    // Given
    KeysetFile mounted = mounted("r--r-----");
    Keyring keyring = Keyring.open(mounted);
    KeyId first = keyring.keyset().primary();
    Path second = Files.createDirectory(folder.resolve("..2"));
    Files.copy(mounted.path(), second.resolve("keyset.json"));
    var copy = new KeysetFile(second.resolve("keyset.json"), Keysets.SETTING);
    Files.setPosixFilePermissions(copy.path(), PosixFilePermissions.fromString("rw-------"));
    copy.change(Keyset::withNext);
    Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
    // When
    Files.move(next, folder.resolve("..data"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    keyring.refresh();
    // Then
    assertThat(keyring.keyset().keys()).hasSize(2);
    assertThat(keyring.keyset().primary()).isEqualTo(first);
  }

  @Test
  void aMountedOneIsChangedInItsSecretOnly() throws IOException {
    // Given
    KeysetFile mounted = mounted("r--r-----");
    // When / Then
    assertRefused(() -> mounted.change(Keyset::withNext), mounted, "the Secret");
  }

  @Test
  void aSecondKeyIsNotAddedBeforeTheFirstSeals() {
    // Given
    KeysetFile file = Keysets.in(folder);
    KeyId next = file.change(Keyset::withNext).next().orElseThrow();
    // When / Then
    assertThatExceptionOfType(KeysetException.class)
        .isThrownBy(() -> file.change(Keyset::withNext))
        .withMessageContaining(next.toString());
  }

  @Test
  void theKeyThatSealsIsNotRemoved() {
    // Given
    KeysetFile file = Keysets.in(folder);
    KeyId primary = file.read().primary();
    // When / Then
    assertThatExceptionOfType(KeysetException.class)
        .isThrownBy(() -> file.change(keys -> keys.without(primary)))
        .withMessageContaining("is the primary");
  }

  /// As the kubelet lays out a volume of a Secret.
  private KeysetFile mounted(String mode) throws IOException {
    Path first = Files.createDirectory(folder.resolve("..1"));
    KeysetFile real = Keysets.in(first);
    Files.setPosixFilePermissions(real.path(), PosixFilePermissions.fromString(mode));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Path link =
        Files.createSymbolicLink(folder.resolve("keyset.json"), Path.of("..data/keyset.json"));
    return new KeysetFile(link, Keysets.SETTING);
  }

  private static void assertRefused(ThrowingCallable use, KeysetFile file, String... said) {
    assertThatExceptionOfType(KeysetException.class)
        .isThrownBy(use)
        .withMessageContaining(file.path().toString())
        .withMessageContaining(Keysets.SETTING)
        .satisfies(e -> assertThat(e.getMessage()).contains(said));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
