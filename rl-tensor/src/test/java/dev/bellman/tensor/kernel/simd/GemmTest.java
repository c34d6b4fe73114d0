package dev.bellman.tensor.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GemmTest {

  @Test
  void allWaysGiveTheSameBits() {
    GemmCases.check(1, 400, 130);
  }

  @ParameterizedTest
  @CsvSource({
    "256, 64, 4",
    "256, 64, 64",
    "256, 2, 64",
    "256, 1, 64",
    "8, 64, 64",
    "8, 2, 64",
    "1, 64, 64",
    "64, 64, 256",
    "4, 64, 256",
    "64, 2, 256",
    "64, 1, 256",
    "256, 64, 2",
    "256, 64, 1",
    "256, 256, 3",
    "270, 40, 520",
    "139, 1030, 519"
  })
  void usualAndBlockedSizesGiveTheSameBits(int m, int n, int k) {
    GemmCases.check(new SplittableRandom(2), m, n, k);
  }

  /** Lanes that the processor lacks are computed one by one, hence fewer and smaller cases. */
  @ParameterizedTest
  @CsvSource({"4, 300, 130", "8, 300, 130", "16, 60, 48"})
  void lanesDoNotChangeTheBits(int lanes, int cases, int largest) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-ea",
                "-Dbellman.lanes=" + lanes,
                "-cp",
                System.getProperty("java.class.path"),
                GemmCases.class.getName(),
                Integer.toString(cases),
                Integer.toString(largest))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @ParameterizedTest
  @CsvSource({"13, 33, 17, false, false", "7, 20, 9, true, false", "70, 24, 6, false, true"})
  void compiledCodeGivesTheBitsOfInterpretedCode(
      int m, int n, int k, boolean transposeA, boolean transposeB) {
    SplittableRandom random = new SplittableRandom(3);
    float[] a = GemmCases.random(random, m * k);
    float[] b = GemmCases.random(random, k * n);
    int lda = transposeA ? m : k;
    int ldb = transposeB ? k : n;
    float[] cold = new float[m * n];
    SimdGemm.gemm(transposeA, transposeB, m, n, k, a, 0, lda, b, 0, ldb, false, cold, 0, n);
    float[] warm = new float[m * n];
    for (int i = 0; i < 20_000; i++) {
      SimdGemm.gemm(transposeA, transposeB, m, n, k, a, 0, lda, b, 0, ldb, false, warm, 0, n);
    }
    assertThat(GemmCases.sameBits(cold, warm)).isTrue();
  }
}
