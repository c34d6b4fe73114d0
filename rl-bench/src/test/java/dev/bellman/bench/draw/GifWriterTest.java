package dev.bellman.bench.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifWriterTest {
  @TempDir private Path folder;

  private static BufferedImage filled(int rgb) {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  @Test
  void picturesDelaysAndTheLoopAreReadBack() throws IOException {
    Path file = folder.resolve("three.gif");
    int[] colours = {0x123456, 0xABCDEF, 0x00FF00};
    try (GifWriter writer = new GifWriter(Files.newOutputStream(file))) {
      for (int i = 0; i < colours.length; i++) {
        writer.add(filled(colours[i]), 2 + i);
      }
    }
    Pictures.Gif gif = Pictures.gif(file);
    assertThat(gif.images()).hasSize(3);
    for (int i = 0; i < colours.length; i++) {
      assertThat(Pictures.pixels(gif.images().get(i))).containsOnly(0xFF000000 | colours[i]);
    }
    assertThat(gif.delays()).containsExactly(2, 3, 4);
    assertThat(gif.endless()).containsExactly(true, false, false);
  }

  @Test
  void theMostFrequentColoursStayAsTheyAre() {
    BufferedImage image = filled(0xFAFAF7);
    for (int i = 0; i < 400; i++) {
      image.setRGB(i % 30, i / 30, 0x400000 + i * 5);
    }
    image.setRGB(29, 19, 0x0072B2);
    image.setRGB(28, 19, 0x0072B2);
    BufferedImage indexed = IndexedImage.of(image);
    assertThat(indexed.getRGB(0, 19) & 0xFFFFFF).isEqualTo(0xFAFAF7);
    assertThat(indexed.getRGB(29, 19) & 0xFFFFFF).isEqualTo(0x0072B2);
    for (int i = 0; i < 400; i++) {
      int before = image.getRGB(i % 30, i / 30);
      int after = indexed.getRGB(i % 30, i / 30);
      assertThat(after >> 16).isEqualTo(before >> 16);
      assertThat(Math.abs((after & 0xFF00) - (before & 0xFF00))).isLessThanOrEqualTo(0x500);
    }
  }
}
