package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
  @TempDir private Path folder;

  private Path module(String name, String... files) throws IOException {
    Path module = Files.createDirectory(folder.resolve(name));
    for (int i = 0; i < files.length; i++) {
      Files.writeString(module.resolve("Class" + i), files[i]);
    }
    return module;
  }

  @Test
  void equal_code_has_an_equal_fingerprint() throws IOException {
    String one = Build.fingerprint(List.of(module("a", "x", "y"), module("b", "z")));
    assertThat(one).matches("[0-9a-f]{12}");
    assertThat(Build.fingerprint(List.of(module("c", "x", "y"), module("d", "z")))).isEqualTo(one);
    assertThat(Build.fingerprint(List.of(module("e", "x", "Y"), module("f", "z"))))
        .isNotEqualTo(one);
    assertThat(Build.fingerprint(List.of(module("g", "x", "y")))).isNotEqualTo(one);
  }
}
