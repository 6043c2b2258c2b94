package io.rapport.ingest.links.qr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/**
 * A text as a QR code with the quiet zone the standard asks for (four modules), readable with 15 %
 * of it damaged. Drawn without AWT, which native images would have to carry along.
 */
public final class QrCode {

  private static final Map<EncodeHintType, Object> HINTS =
      Map.of(
          EncodeHintType.ERROR_CORRECTION,
          ErrorCorrectionLevel.M,
          EncodeHintType.CHARACTER_SET,
          UTF_8.name(),
          EncodeHintType.MARGIN,
          4);

  private QrCode() {}

  /**
   * A vector drawing.
   *
   * @param size width and height in pixels; scales without loss
   */
  public static String svg(String text, int size) {
    // As small as possible: one unit a module.
    var modules = encode(text, 0);
    var path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        int from = x;
        while (x < modules.getWidth() && modules.get(x, y)) {
          x++;
        }
        if (x > from) {
          path.append("M%d %dh%dv1h-%dz".formatted(from, y, x - from, x - from));
        }
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%1$d" viewBox="0 0 %2$d %3$d" \
    shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%2$dv%3$dH0z"/><path d="%4$s"/></svg>
    """
        .formatted(size, modules.getWidth(), modules.getHeight(), path);
  }

  /**
   * A picture.
   *
   * @param size width and height in pixels; larger where the modules need it
   */
  public static byte[] png(String text, int size) {
    return BlackAndWhitePng.of(encode(text, size));
  }

  private static BitMatrix encode(String text, int size) {
    try {
      return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, size, size, HINTS);
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text is too long for a QR code", e);
    }
  }
}
