package io.rapport.ingest.links.qr;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.zxing.common.BitMatrix;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A PNG (ISO/IEC 15948) of one bit a pixel. */
final class BlackAndWhitePng {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER_BYTES = 13;
  private static final byte BIT_DEPTH = 1;

  private BlackAndWhitePng() {}

  /** Set bits are black. */
  static byte[] of(BitMatrix image) {
    var png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    // Greyscale, deflate, no filter, not interlaced: all of them zero.
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(HEADER_BYTES)
            .putInt(image.getWidth())
            .putInt(image.getHeight())
            .put(BIT_DEPTH)
            .array());
    chunk(png, "IDAT", deflated(lines(image)));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  /** Each line after a zero: it is not filtered. */
  private static byte[] lines(BitMatrix image) {
    int bytes = (image.getWidth() + Byte.SIZE - 1) / Byte.SIZE;
    var lines = ByteBuffer.allocate((1 + bytes) * image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      lines.put((byte) 0);
      for (int at = 0; at < bytes; at++) {
        int bits = 0;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
          int x = at * Byte.SIZE + bit;
          boolean white = x < image.getWidth() && !image.get(x, y);
          bits = (bits << 1) | (white ? 1 : 0);
        }
        lines.put((byte) bits);
      }
    }
    return lines.array();
  }

  private static byte[] deflated(byte[] bytes) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      var out = new ByteArrayOutputStream();
      var buffer = new byte[4096];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    var body =
        ByteBuffer.allocate(Integer.BYTES + data.length)
            .put(type.getBytes(US_ASCII))
            .put(data)
            .array();
    var check = new CRC32();
    check.update(body);
    png.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    png.writeBytes(body);
    png.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) check.getValue()).array());
  }
}
