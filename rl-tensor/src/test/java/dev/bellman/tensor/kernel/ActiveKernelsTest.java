package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveKernelsTest {

  private static final String FLAG = "--add-modules jdk.incubator.vector";

  @Test
  void thePropertyDecides() {
    assertThat(ActiveKernels.choose("scalar").name()).isEqualTo("scalar");
    assertThat(ActiveKernels.choose("simd").name()).isEqualTo("simd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActiveKernels.choose("fast"))
        .withMessage("-Dbellman.kernels=fast is unknown: use scalar or simd.");
  }

  @Test
  void withTheModuleTheyAreSimd() throws Exception {
    assertThat(run(FLAG.split(" "))).contains("simd", "true").doesNotContain("INFO");
  }

  @Test
  void withoutTheModuleTheyAreScalarAndOneLineSaysWhy() throws Exception {
    assertThat(run()).contains("scalar", "true", "INFO").containsOnlyOnce(FLAG);
  }

  @Test
  void whoAsksForScalarIsToldNothing() throws Exception {
    assertThat(run("-Dbellman.kernels=scalar")).contains("scalar").doesNotContain(FLAG);
  }

  @Test
  void whoAsksForWhatIsNotThereIsToldWhatToDo() throws Exception {
    assertThat(run("-Dbellman.kernels=simd"))
        .startsWith("-Dbellman.kernels=simd needs")
        .contains(FLAG);
  }

  /** What {@link PrintActiveKernels} prints in a JVM with these options. */
  private static String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Duser.language=en", "-cp", System.getProperty("java.class.path")));
    command.add(PrintActiveKernels.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
