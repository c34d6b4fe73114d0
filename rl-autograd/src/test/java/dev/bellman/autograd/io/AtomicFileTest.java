package dev.bellman.autograd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "old and longer");
    AtomicFile.write(file, out -> out.write("new".getBytes()));
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void keepsTheOldFileWhenTheContentFails() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void overwritesWhatAKillLeft() throws Exception {
    Files.writeString(folder.resolve("f" + AtomicFile.UNFINISHED), "half a file, and more");
    AtomicFile.write(folder.resolve("f"), out -> out.write('x'));
    assertThat(folder.resolve("f")).hasContent("x");
    assertThat(folder.toFile().list()).hasSize(1);
  }
}
