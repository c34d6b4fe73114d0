package dev.bellman.bench.draw;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes an animated GIF that repeats for ever, picture by picture; holds none of them. */
public final class GifWriter implements Closeable {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
  private final OutputStream out;
  private final ImageOutputStream images;
  private boolean first = true;

  /**
   * A writer without a picture.
   *
   * @param out is closed with the writer
   * @throws IOException if it cannot be written to
   */
  public GifWriter(OutputStream out) throws IOException {
    this.out = out;
    images = new MemoryCacheImageOutputStream(out);
    writer.setOutput(images);
    writer.prepareWriteSequence(null);
  }

  /**
   * Adds a picture, which has the size of the first one.
   *
   * @param delay how long it is shown, in hundredths of a second
   * @throws IOException if it cannot be written
   */
  public void add(BufferedImage image, int delay) throws IOException {
    BufferedImage indexed = IndexedImage.of(image);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            new ImageTypeSpecifier(indexed), writer.getDefaultWriteParam());
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(delay));
    if (first) {
      root.appendChild(forEver());
      first = false;
    }
    metadata.setFromTree(FORMAT, root);
    writer.writeToSequence(new IIOImage(indexed, null, metadata), null);
    images.flush();
  }

  /** Netscape's extension: how often to repeat, 0 for ever, as its last two bytes. */
  private static IIOMetadataNode forEver() {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(new byte[] {1, 0, 0});
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    return extensions;
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (int i = 0; i < root.getLength(); i++) {
      if (root.item(i).getNodeName().equals(name)) {
        return (IIOMetadataNode) root.item(i);
      }
    }
    IIOMetadataNode child = new IIOMetadataNode(name);
    root.appendChild(child);
    return child;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (!first) {
        writer.endWriteSequence();
      }
      images.close();
    } finally {
      writer.dispose();
    }
  }
}
