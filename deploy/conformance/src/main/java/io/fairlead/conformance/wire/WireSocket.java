package io.fairlead.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One side of a WebSocket, message by message. Pings are answered by itself. One thread may read,
/// any may write.
public final class WireSocket implements AutoCloseable {
  /// More than any message the protocol allows, so that a larger one is seen and not only lost.
  private static final int MAX_MESSAGE = 4 * 1024 * 1024;

  private static final int NO_CODE = 1005;
  private static final int CODE_BYTES = 2;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final boolean agent;
  private final @Nullable Deflation deflation;
  private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
  private final Object writing = new Object();

  private WireSocket(Socket socket, InputStream in, boolean agent, boolean deflate)
      throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(in);
    this.out = socket.getOutputStream();
    this.agent = agent;
    this.deflation = deflate ? new Deflation() : null;
  }

  /// The agent's side of an upgraded connection.
  static WireSocket ofAgent(Socket socket, InputStream in, boolean deflate) throws IOException {
    return started(new WireSocket(socket, in, true, deflate));
  }

  /// The gateway's side of an upgraded connection, without compression.
  public static WireSocket ofGateway(Socket socket, InputStream in) throws IOException {
    return started(new WireSocket(socket, in, false, false));
  }

  private static WireSocket started(WireSocket wire) {
    Thread.ofVirtual().name("wire").start(wire::read);
    return wire;
  }

  /// Whether messages may be compressed.
  public boolean isCompressing() {
    return deflation != null;
  }

  /// The next message; null when none comes in time.
  ///
  /// @throws InterruptedException when told to stop waiting
  public @Nullable Message next(Duration limit) throws InterruptedException {
    return heard.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Sends text messages in one write.
  public void send(List<String> texts) {
    var all = new ByteArrayOutputStream();
    for (String text : texts) {
      all.writeBytes(
          FrameBytes.of(
              FrameBytes.FIN | FrameBytes.TEXT, text.getBytes(StandardCharsets.UTF_8), agent));
    }
    write(all.toByteArray());
  }

  /// Sends a text message.
  public void send(String text) {
    send(List.of(text));
  }

  /// Sends a text message compressed.
  public void sendCompressed(String text) {
    byte[] payload = Deflation.deflate(text.getBytes(StandardCharsets.UTF_8));
    write(FrameBytes.of(FrameBytes.FIN | FrameBytes.COMPRESSED | FrameBytes.TEXT, payload, agent));
  }

  /// Sends a text message in frames of a few bytes each, with a ping in between.
  public void sendInPieces(String text, int size) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      int to = Math.min(bytes.length, from + size);
      int fin = to == bytes.length ? FrameBytes.FIN : 0;
      int opcode = from == 0 ? FrameBytes.TEXT : FrameBytes.CONTINUATION;
      write(FrameBytes.of(fin | opcode, Arrays.copyOfRange(bytes, from, to), agent));
      if (from == 0) {
        ping("between");
      }
    }
  }

  /// Sends a binary message.
  public void sendBinary(byte[] payload) {
    write(FrameBytes.of(FrameBytes.FIN | FrameBytes.BINARY, payload, agent));
  }

  /// Asks for a pong.
  public void ping(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    write(FrameBytes.of(FrameBytes.FIN | FrameBytes.PING, bytes, agent));
  }

  /// Closes in order; the answer comes as a message.
  public void close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(CODE_BYTES + text.length).putShort((short) code).put(text).array();
    write(FrameBytes.of(FrameBytes.FIN | FrameBytes.CLOSE, payload, agent));
  }

  /// Breaks the connection without a word.
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(byte[] bytes) {
    synchronized (writing) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException _) {
        // The other side has ended the connection. Why is still to be read, and the reader tells.
        return;
      }
    }
  }

  private void read() {
    try {
      Message last;
      do {
        last = message();
        heard.add(last);
      } while (!(last instanceof Message.Closed));
      socket.close();
    } catch (IOException e) {
      heard.add(new Message.Lost(String.valueOf(e.getMessage())));
    } finally {
      if (deflation != null) {
        deflation.close();
      }
    }
  }

  /// Reads up to the end of a message or to a pong or close between its parts.
  private Message message() throws IOException {
    var whole = new ByteArrayOutputStream();
    int kind = FrameBytes.CONTINUATION;
    while (true) {
      int first = in.readUnsignedByte();
      int opcode = first & 0x0f;
      byte[] payload = payload();
      switch (opcode) {
        case FrameBytes.PING ->
            write(FrameBytes.of(FrameBytes.FIN | FrameBytes.PONG, payload, agent));
        case FrameBytes.PONG -> heard.add(new Message.Pong(utf8(payload)));
        case FrameBytes.CLOSE -> {
          return closed(payload);
        }
        case FrameBytes.TEXT, FrameBytes.BINARY, FrameBytes.CONTINUATION -> {
          if (opcode != FrameBytes.CONTINUATION) {
            kind = first;
          }
          whole.write(payload);
          if (whole.size() > MAX_MESSAGE) {
            throw new ProtocolException("a message of more than " + MAX_MESSAGE + " bytes");
          }
          if ((first & FrameBytes.FIN) != 0) {
            return complete(kind, whole.toByteArray());
          }
        }
        default -> throw new ProtocolException("a frame of the unknown opcode " + opcode);
      }
    }
  }

  private Message complete(int kind, byte[] payload) throws IOException {
    byte[] plain = payload;
    if ((kind & FrameBytes.COMPRESSED) != 0) {
      if (deflation == null) {
        throw new ProtocolException("a compressed message though that was not agreed on");
      }
      plain = deflation.inflate(payload, MAX_MESSAGE);
    }
    return switch (kind & 0x0f) {
      case FrameBytes.TEXT -> new Message.Text(utf8(plain), plain.length);
      case FrameBytes.BINARY -> new Message.Binary(plain.length);
      default -> throw new ProtocolException("a continuation of nothing");
    };
  }

  private Message closed(byte[] payload) {
    if (payload.length < CODE_BYTES) {
      return new Message.Closed(NO_CODE, "");
    }
    write(FrameBytes.of(FrameBytes.FIN | FrameBytes.CLOSE, payload, agent));
    int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
    return new Message.Closed(code, utf8(Arrays.copyOfRange(payload, CODE_BYTES, payload.length)));
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    if (((second & FrameBytes.MASKED) != 0) == agent) {
      throw new ProtocolException(agent ? "a masked frame" : "a frame without a mask");
    }
    int small = second & 0x7f;
    long length =
        switch (small) {
          case FrameBytes.LENGTH_16 -> in.readUnsignedShort();
          case FrameBytes.LENGTH_64 -> in.readLong();
          default -> small;
        };
    if (length < 0 || length > MAX_MESSAGE) {
      throw new ProtocolException("a frame of " + length + " bytes");
    }
    byte[] mask = agent ? new byte[0] : in.readNBytes(FrameBytes.MASK_BYTES);
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return agent ? payload : FrameBytes.masked(payload, mask);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
