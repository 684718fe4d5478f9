package io.fairlead.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.encryption.Keyring.Refresh;
import io.fairlead.encryption.NotOpenedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
  private static final SealContext CONTEXT = new SealContext("test", "one");
  private static final byte[] VALUE = "{\"canary\":\"kestrel\"}".getBytes(UTF_8);

  @TempDir private Path folder;

  @Test
  void aKeyThatIsOnlyAddedOpensAndDoesNotSeal() {
    // Given
    KeysetFile file = Keysets.in(folder);
    KeyId first = file.read().primary();
    // When
    KeyId next = file.change(Keyset::withNext).next().orElseThrow();
    Keyring keyring = Keyring.open(file);
    // Then
    assertThat(keyring.keyset().keys())
        .containsExactly(
            new Keyset.Key(first, Keyset.Role.PRIMARY), new Keyset.Key(next, Keyset.Role.NEXT));
    assertThat(Keyring.keyOf(keyring.seal(VALUE, CONTEXT))).contains(first);
  }

  @Test
  void afterARotationOldValuesOpenAndNewOnesHaveTheNewKey() {
    // Given
    KeysetFile file = Keysets.in(folder);
    Keyring keyring = Keyring.open(file);
    byte[] old = keyring.seal(VALUE, CONTEXT);
    file.change(Keyset::withNext);
    KeyId promoted = file.change(Keyset::promoted).primary();
    // When
    Refresh refresh = keyring.refresh();
    // Then
    assertThat(refresh).isInstanceOf(Refresh.Changed.class);
    assertThat(keyring.open(old, CONTEXT)).isEqualTo(VALUE);
    assertThat(Keyring.keyOf(keyring.seal(VALUE, CONTEXT))).contains(promoted);
  }

  @Test
  void aValueWithAKeyThatIsNotKnownYetIsLookedForInTheFile() {
    // Given
    KeysetFile file = Keysets.in(folder);
    Keyring reader = Keyring.open(file);
    file.change(Keyset::withNext);
    file.change(Keyset::promoted);
    byte[] sealed = Keyring.open(file).seal(VALUE, CONTEXT);
    // When
    byte[] opened = reader.open(sealed, CONTEXT);
    // Then
    assertThat(opened).isEqualTo(VALUE);
  }

  @Test
  void aValueWithAnotherKeysetsKeyIsRefusedWithTheNameOfTheFile() {
    // Given
    byte[] foreign = Keyring.open(Keysets.inFolderOfItsOwn()).seal(VALUE, CONTEXT);
    Keyring keyring = Keyring.open(Keysets.in(folder));
    // When / Then
    assertThatExceptionOfType(NotOpenedException.class)
        .isThrownBy(() -> keyring.open(foreign, CONTEXT))
        .withMessageContaining(folder.resolve("keyset.json").toString())
        .withMessageContaining(Keyring.keyOf(foreign).orElseThrow().toString())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_KEY));
  }

  @Test
  void jsonInClearTextIsNoSealedValue() {
    // When / Then
    assertThat(Keyring.isSealed(VALUE)).isFalse();
    assertThatExceptionOfType(NotOpenedException.class)
        .isThrownBy(() -> Keyring.open(Keysets.in(folder)).open(VALUE, CONTEXT))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_FORM));
  }

  @Test
  void theClearTextIsNotInASealedValue() {
    // When
    byte[] sealed = Keyring.open(Keysets.in(folder)).seal(VALUE, CONTEXT);
    // Then
    assertThat(new String(VALUE, UTF_8)).contains("kestrel");
    assertThat(new String(sealed, UTF_8)).doesNotContain("kestrel");
  }

  @Test
  void aFileThatBecameUnusableLeavesTheKeysInUse() throws IOException {
    // Given
    KeysetFile file = Keysets.in(folder);
    Keyring keyring = Keyring.open(file);
    byte[] sealed = keyring.seal(VALUE, CONTEXT);
    Files.delete(file.path());
    // When
    Refresh refresh = keyring.refresh();
    // Then
    assertThat(refresh)
        .isEqualTo(
            new Refresh.Kept(
                "the keyset " + file.path() + " (" + Keysets.SETTING + ") is not there"));
    assertThat(keyring.open(sealed, CONTEXT)).isEqualTo(VALUE);
  }

  @Test
  void anotherKeysetInItsPlaceIsNotTaken() throws IOException {
    // Given
    KeysetFile file = Keysets.in(folder);
    Keyring keyring = Keyring.open(file);
    Keyset before = keyring.keyset();
    Files.delete(file.path());
    file.createIfMissing();
    // When
    Refresh refresh = keyring.refresh();
    // Then
    assertThat(refresh).isInstanceOf(Refresh.Kept.class);
    assertThat(keyring.keyset()).isSameAs(before);
  }

  @Test
  void valuesAreSealedAndOpenedByManyWhileKeysAreRotated() throws Exception {
    // Given
    KeysetFile file = Keysets.in(folder);
    Keyring writer = Keyring.open(file);
    Keyring reader = Keyring.open(file);
    var sealed = new ConcurrentLinkedQueue<byte[]>();
    List<Future<?>> work = new ArrayList<>();
    // When
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 4; i++) {
        work.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 300; n++) {
                    byte[] value = writer.seal(VALUE, CONTEXT);
                    sealed.add(value);
                    reader.refresh();
                    assertThat(reader.open(value, CONTEXT)).isEqualTo(VALUE);
                  }
                }));
      }
      work.add(
          threads.submit(
              () -> {
                for (int n = 0; n < 10; n++) {
                  file.change(Keyset::withNext);
                  file.change(Keyset::promoted);
                  writer.refresh();
                }
              }));
      for (Future<?> each : work) {
        each.get(1, TimeUnit.MINUTES);
      }
    }
    // Then
    reader.refresh();
    assertThat(reader.keyset().keys()).hasSize(11);
    assertThat(sealed)
        .hasSize(1200)
        .allSatisfy(value -> assertThat(reader.open(value, CONTEXT)).isEqualTo(VALUE));
  }
}
