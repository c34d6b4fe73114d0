package dev.bellman.bench.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures back. */
final class Pictures {
  private Pictures() {}

  /** The pictures of a GIF and how long each is shown, in hundredths of a second. */
  record Gif(List<BufferedImage> images, List<Integer> delays, List<Boolean> endless) {}

  static Gif gif(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    Gif gif = new Gif(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        gif.images.add(reader.read(i));
        var root =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        var control =
            (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        gif.delays.add(Integer.valueOf(control.getAttribute("delayTime")));
        var extensions = root.getElementsByTagName("ApplicationExtension");
        gif.endless.add(
            extensions.getLength() == 1
                && extensions.item(0) instanceof IIOMetadataNode node
                && node.getAttribute("applicationID").equals("NETSCAPE")
                && node.getUserObject() instanceof byte[] bytes
                && bytes.length == 3
                && bytes[1] == 0
                && bytes[2] == 0);
      }
    } finally {
      reader.dispose();
    }
    return gif;
  }

  static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  /** The middle of all pixels of one colour: (x, y), or NaN if there is none. */
  static double[] middle(BufferedImage image, Color colour) {
    double x = 0;
    double y = 0;
    int count = 0;
    for (int j = 0; j < image.getHeight(); j++) {
      for (int i = 0; i < image.getWidth(); i++) {
        if (image.getRGB(i, j) == colour.getRGB()) {
          x += i;
          y += j;
          count++;
        }
      }
    }
    return new double[] {x / count, y / count};
  }
}
