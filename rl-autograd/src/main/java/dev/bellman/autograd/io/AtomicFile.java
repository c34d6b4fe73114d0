package dev.bellman.autograd.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that a crash at any moment leaves as they were, or new and whole. */
public final class AtomicFile {
  /** What a file is called until it is whole: its name and this. */
  public static final String UNFINISHED = ".tmp";

  private AtomicFile() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {

    /** Writes everything; need neither flush nor close. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes beside {@code file}, forces it to the disk, renames it over {@code file} and forces the
   * folder.
   *
   * @throws IOException if that fails; {@code file} is then as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException failure) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException leftOver) {
        failure.addSuppressed(leftOver);
      }
      throw failure;
    }
    forceFolder(file.toAbsolutePath().getParent());
  }

  /**
   * Forces the names in a folder to the disk where the system can do that; some cannot open a
   * folder, and there the file system's own order has to do.
   */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // Best effort: the rename itself is done.
    }
  }
}
