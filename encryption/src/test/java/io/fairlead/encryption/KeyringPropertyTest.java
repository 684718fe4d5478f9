package io.fairlead.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// What holds for every value and every context.
class KeyringPropertyTest {
  private static final Keyring KEYRING = Keyring.open(Keysets.inFolderOfItsOwn());
  private static final SealContext CONTEXT = new SealContext("test", "one");

  @Property(tries = 500)
  void whatWasSealedOpensInItsContext(@ForAll byte[] value, @ForAll String key) {
    // Given
    var context = new SealContext("test", key);
    byte[] sealed = KEYRING.seal(value, context);
    // When
    byte[] opened = KEYRING.open(sealed, context);
    // Then
    assertThat(opened).isEqualTo(value);
    assertThat(sealed).hasSize(value.length + Keyring.OVERHEAD);
    assertThat(Keyring.keyOf(sealed)).contains(KEYRING.keyset().primary());
  }

  @Property(tries = 500)
  void theSameValueIsNeverSealedToTheSame(@ForAll byte[] value) {
    // When
    byte[] first = KEYRING.seal(value, CONTEXT);
    byte[] second = KEYRING.seal(value, CONTEXT);
    // Then
    assertThat(first).isNotEqualTo(second);
  }

  @Property(tries = 1000)
  void aSingleFlippedBitIsRefused(
      @ForAll @Size(max = 200) byte[] value, @ForAll @IntRange(min = 0) int at) {
    // Given
    byte[] sealed = KEYRING.seal(value, CONTEXT);
    int bit = at % (sealed.length * Byte.SIZE);
    sealed[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    // When / Then
    assertRefused(sealed, CONTEXT);
  }

  @Property(tries = 500)
  void aTruncatedOrLengthenedValueIsRefused(
      @ForAll @Size(max = 200) byte[] value, @ForAll @IntRange(min = 0) int at) {
    // Given
    byte[] sealed = KEYRING.seal(value, CONTEXT);
    byte[] truncated = Arrays.copyOf(sealed, at % sealed.length);
    byte[] longer = Arrays.copyOf(sealed, sealed.length + 1 + at % 100);
    // When / Then
    assertRefused(truncated, CONTEXT);
    assertRefused(longer, CONTEXT);
  }

  @Property(tries = 500)
  void anyOtherContextIsRefused(@ForAll byte[] value, @ForAll String key, @ForAll String other) {
    // Given
    byte[] sealed = KEYRING.seal(value, new SealContext("test", key));
    // When / Then
    assertRefused(sealed, new SealContext("test", key + "x"));
    assertRefused(sealed, new SealContext("tests", key));
    if (!other.equals(key)) {
      assertRefused(sealed, new SealContext("test", other));
    }
  }

  @Property(tries = 500)
  void whatNobodySealedIsRefused(@ForAll @Size(max = 300) byte[] value) {
    // When / Then
    assertRefused(value, CONTEXT);
  }

  private static void assertRefused(byte[] sealed, SealContext context) {
    assertThatExceptionOfType(NotOpenedException.class)
        .isThrownBy(() -> KEYRING.open(sealed, context))
        .withNoCause();
  }
}
