package io.fairlead.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowLinkTest {
  private static final int BYTES = 100_000;
  private static final long FAST = 1_000_000_000;

  private final Vertx vertx = Vertx.vertx();
  private URI echo = URI.create("http://127.0.0.1");

  @BeforeEach
  void serve() {
    NetServer server =
        vertx.createNetServer().connectHandler(socket -> socket.handler(socket::write));
    join(server.listen(0, "127.0.0.1"));
    echo = URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @AfterEach
  void end() {
    join(vertx.close());
  }

  @Test
  void carriesAllInOrder() throws InterruptedException {
    // Given
    try (SlowLink link = SlowLink.to(vertx, echo, FAST)) {
      Buffer said = pattern(BYTES);
      // When
      Buffer back = echoed(link, said);
      // Then
      assertThat(back).isEqualTo(said);
      assertThat(link.carried()).isEqualTo(2L * BYTES);
    }
  }

  @Test
  void takesAsLongAsItsRateSays() throws InterruptedException {
    // Given: each direction takes two fifths of a second
    try (SlowLink link = SlowLink.to(vertx, echo, FAST)) {
      link.rate(5L * BYTES);
      long begin = System.nanoTime();
      // When
      echoed(link, pattern(2 * BYTES));
      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(300));
    }
  }

  @Test
  void takesItsTimeForASinglePieceToo() throws InterruptedException {
    // Given: a fifth of a second in each direction
    Buffer said = pattern(200);
    try (SlowLink link = SlowLink.to(vertx, echo, 1_000)) {
      long begin = System.nanoTime();
      // When
      echoed(link, said);
      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(300));
    }
  }

  @Test
  void carriesWhatWasSaidBeforeTheEnd() throws InterruptedException {
    // Given: who says something and hangs up
    Buffer said = pattern(BYTES);
    NetServer server = vertx.createNetServer().connectHandler(socket -> socket.end(said.copy()));
    join(server.listen(0, "127.0.0.1"));
    URI talker = URI.create("http://127.0.0.1:" + server.actualPort());
    try (SlowLink link = SlowLink.to(vertx, talker, 5L * BYTES)) {
      // When
      Buffer heard = heardUntilTheEnd(link);
      // Then
      assertThat(heard).isEqualTo(said);
    }
  }

  @Test
  void refusesToStandStill() {
    assertThatThrownBy(() -> SlowLink.to(vertx, echo, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 byte a second");
  }

  private Buffer echoed(SlowLink link, Buffer said) {
    Promise<Buffer> all = Promise.promise();
    Buffer back = Buffer.buffer();
    NetSocket socket =
        join(vertx.createNetClient().connect(link.near().getPort(), link.near().getHost()));
    socket.handler(
        bytes -> {
          back.appendBuffer(bytes);
          if (back.length() >= said.length()) {
            all.tryComplete(back);
          }
        });
    socket.write(said);
    return join(all.future());
  }

  private Buffer heardUntilTheEnd(SlowLink link) {
    Promise<Buffer> all = Promise.promise();
    Buffer heard = Buffer.buffer();
    vertx
        .createNetClient()
        .connect(link.near().getPort(), link.near().getHost())
        .onSuccess(
            socket -> {
              socket.endHandler(nothing -> all.tryComplete(heard));
              socket.handler(heard::appendBuffer);
            })
        .onFailure(all::tryFail);
    return join(all.future());
  }

  private static Buffer pattern(int length) {
    Buffer bytes = Buffer.buffer(length);
    for (int at = 0; at < length; at++) {
      bytes.appendByte((byte) at);
    }
    return bytes;
  }

  private static <T> T join(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
