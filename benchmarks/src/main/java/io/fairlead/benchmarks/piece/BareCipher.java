package io.fairlead.benchmarks.piece;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/// The JDK's ChaCha20-Poly1305 of the same bytes again and again: the cipher that sealing stands
/// on, each time with another nonce. Not thread-safe.
final class BareCipher {
  private static final String ALGORITHM = "ChaCha20-Poly1305";
  private static final int NONCE_BYTES = 12;

  private final SecretKey key;
  private final Cipher encrypting;
  private final Cipher decrypting;
  private final byte[] clear;

  /// By their nonces, the numbers from 0: a cipher takes no nonce twice in a row.
  private final List<byte[]> encrypted;

  private long number;

  /// @param clear the bytes
  BareCipher(byte[] clear) {
    this.clear = clear.clone();
    try {
      key = KeyGenerator.getInstance("ChaCha20").generateKey();
      encrypting = Cipher.getInstance(ALGORITHM);
      decrypting = Cipher.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
    encrypted = List.of(encrypt(), encrypt());
  }

  private static IvParameterSpec nonce(long number) {
    return new IvParameterSpec(ByteBuffer.allocate(NONCE_BYTES).putLong(number).array());
  }

  byte[] encrypt() {
    try {
      encrypting.init(Cipher.ENCRYPT_MODE, key, nonce(number++));
      return encrypting.doFinal(clear);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The bytes again.
  byte[] decrypt() {
    int which = (int) (number++ % encrypted.size());
    try {
      decrypting.init(Cipher.DECRYPT_MODE, key, nonce(which));
      return decrypting.doFinal(encrypted.get(which));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
