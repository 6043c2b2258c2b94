package io.rapport.ingest.links.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn can be read. */
class QrCodeTest {

  private static final String URL = "https://go.shop.example/l/1tY4bQ2xWm";

  @ParameterizedTest
  @ValueSource(ints = {128, 200, 512, 2048})
  void aPngReadsAsTheTextAndIsAsLargeAsAskedFor(int size) throws IOException, ReaderException {
    var image = ImageIO.read(new ByteArrayInputStream(QrCode.png(URL, size)));
    assertThat(image.getWidth()).isEqualTo(size);
    assertThat(image.getHeight()).isEqualTo(size);
    var pixels = image.getRGB(0, 0, size, size, null, 0, size);
    assertThat(read(size, pixels)).isEqualTo(URL);
  }

  @Test
  void anSvgReadsAsTheText() throws ReaderException {
    var svg = QrCode.svg(URL, 300);
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"300\"");
    var box = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(svg);
    assertThat(box.find()).isTrue();
    var drawn = new BitMatrix(Integer.parseInt(box.group(1)));
    Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z")
        .matcher(svg)
        .results()
        .forEach(
            run ->
                drawn.setRegion(
                    Integer.parseInt(run.group(1)),
                    Integer.parseInt(run.group(2)),
                    Integer.parseInt(run.group(3)),
                    1));
    int scale = 4;
    int size = drawn.getWidth() * scale;
    var pixels = new int[size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = drawn.get(i % size / scale, i / size / scale) ? 0xff000000 : 0xffffffff;
    }
    assertThat(read(size, pixels)).isEqualTo(URL);
  }

  private static String read(int size, int[] pixels) throws ReaderException {
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels))),
            Map.of(DecodeHintType.TRY_HARDER, true))
        .getText();
  }
}
