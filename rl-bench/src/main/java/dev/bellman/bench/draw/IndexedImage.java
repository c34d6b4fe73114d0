package dev.bellman.bench.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture in at most 256 colours of its own.
 *
 * <p>The most frequent colours stay exactly what they are, so that areas neither get patterns nor
 * flicker from one picture to the next; a rarer one, of some blended edge, becomes the nearest of
 * those.
 */
final class IndexedImage {
  private static final int COLOURS = 256;

  private IndexedImage() {}

  static BufferedImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int from = 0, to; from < pixels.length; from = to) {
      to = from + 1;
      while (to < pixels.length && pixels[to] == pixels[from]) {
        to++;
      }
      counts.merge(pixels[from], to - from, Integer::sum);
    }
    List<Integer> colours =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    int[] kept = colours.stream().limit(COLOURS).mapToInt(Integer::intValue).toArray();
    Map<Integer, Integer> index = new HashMap<>();
    for (int i = 0; i < colours.size(); i++) {
      index.put(colours.get(i), i < kept.length ? i : nearest(kept, colours.get(i)));
    }
    return indexed(pixels, width, height, kept, index);
  }

  private static int nearest(int[] colours, int rgb) {
    Color wanted = new Color(rgb);
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colours.length; i++) {
      Color colour = new Color(colours[i]);
      int red = colour.getRed() - wanted.getRed();
      int green = colour.getGreen() - wanted.getGreen();
      int blue = colour.getBlue() - wanted.getBlue();
      int distance = red * red + green * green + blue * blue;
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  private static BufferedImage indexed(
      int[] pixels, int width, int height, int[] colours, Map<Integer, Integer> index) {
    IndexColorModel model =
        new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage indexed =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = pixels[y * width + x];
        row[x] = x > 0 && pixel == pixels[y * width + x - 1] ? row[x - 1] : index.get(pixel);
      }
      indexed.getRaster().setPixels(0, y, width, 1, row);
    }
    return indexed;
  }
}
