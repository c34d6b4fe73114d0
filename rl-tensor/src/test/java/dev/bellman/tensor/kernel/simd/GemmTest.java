package dev.bellman.tensor.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.tensor.kernel.Epilogue;
import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.kernel.ScalarGemm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** Where tiles take four steps at a time, this one is otherwise left with sums of up to three. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6})
  void sixRowsOneStepAtATimeGiveTheSameBits(int rows) {
    int k = 130;
    int n = 2 * Tiles.PANEL;
    SplittableRandom random = new SplittableRandom(5);
    float[] a = GemmCases.random(random, 6 * Tiles.STRIDE);
    float[] b = GemmCases.random(random, k * n);
    float[] panels = new float[k * n];
    for (int j = 0; j < n; j += Tiles.PANEL) {
      Pack.b(false, Tiles.PANEL, k, b, j, n, panels, j * k);
    }
    float[] c = GemmCases.random(random, rows * n);
    float[] expected = c.clone();
    ScalarGemm.gemm(false, false, rows, n, k, a, 0, Tiles.STRIDE, b, 0, n, true, expected, 0, n);

    int tiles = n / Tiles.COLUMNS;
    int next = k * Tiles.PANEL;
    Tile6x2.product(rows, tiles, k, a, 0, panels, 0, next, c, 0, n, Tiles.COLUMNS, c, 0, n);

    assertThat(c).isEqualTo(expected);
  }

  @Test
  void packedProductsGiveTheSameBits() {
    PackedCases.check(4, 400, 40);
  }

  @ParameterizedTest
  @CsvSource({
    "128, 256, 256",
    "256, 256, 4",
    "256, 256, 17",
    "256, 256, 1",
    "256, 1, 256",
    "130, 6, 64",
    "100, 16, 64",
    "64, 18, 300",
    "8, 64, 64",
    "1, 64, 64",
    "1, 6, 64",
    "3, 256, 256",
    "70, 8, 300",
    "5, 40, 0",
    "5, 3, 0",
    "1, 3, 0",
    "31, 1030, 519"
  })
  void packedProductsOfUsualSizesGiveTheSameBits(int m, int n, int k) {
    PackedCases.check(new SplittableRandom(5), m, n, k);
  }

  @ParameterizedTest
  @CsvSource({
    "48, 128, 64, 0.5",
    "64, 256, 256, 0.5",
    "128, 256, 64, 0.3",
    "80, 128, 80, 0.5",
    "256, 128, 112, 0",
    "64, 384, 144, 0.02"
  })
  void zerosThatAreLeftOutDoNotChangeTheBits(int m, int n, int k, double density) {
    SplittableRandom random = new SplittableRandom(7);
    NonzeroTermsCases.checkTransposed(random, m, n, k, density, 1);
    if (m % Tiles.PANEL == 0) {
      NonzeroTermsCases.checkTransposed(random, m, n, k, 1, density * 0.8);
    }
    for (Epilogue epilogue : Epilogue.values()) {
      NonzeroTermsCases.checkPacked(random, epilogue, m, n, k, density);
    }
  }

  @Test
  void neitherRowsNorTermsNeedFillTheirGroups() {
    SplittableRandom random = new SplittableRandom(8);
    NonzeroTermsCases.checkTransposed(random, 61, 128, 101, 0.4, 1);
    NonzeroTermsCases.checkTransposed(random, 128, 144, 101, 0.5, 0.3);
    NonzeroTermsCases.checkPacked(random, Epilogue.BIAS_RELU, 61, 128, 64, 0.4);
    NonzeroTermsCases.checkPacked(random, Epilogue.RELU_GRADIENT, 17, 256, 96, 0.4);
  }

  @ParameterizedTest
  @CsvSource({
    "128, 256, 256, 0.5, true",
    "128, 256, 256, 0.7, false",
    "12, 256, 256, 0.5, false",
    "128, 250, 256, 0.5, false",
    "128, 256, 250, 0.5, false",
    "128, 256, 48, 0.5, false"
  })
  void productsWithFewZerosOrOddSizesAreLeftToTiles(
      int m, int n, int k, double density, boolean done) {
    SplittableRandom random = new SplittableRandom(10);
    float[] a = new float[m * k];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextDouble() < density ? 1 : 0;
    }
    float[] packed = new float[new SimdKernels().packedSize(k, n)];
    float[] c = new float[m * n];

    assertThat(
            NonzeroTerms.packed(
                Scratch.ofThread(),
                m,
                n,
                k,
                a,
                0,
                k,
                packed,
                0,
                Epilogue.NONE,
                null,
                0,
                0,
                c,
                0,
                n))
        .isEqualTo(done && Tiles.TALL);
  }

  @Test
  void compiledCodeThatLeavesZerosOutGivesTheSameBits() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 1000; i++) {
      NonzeroTermsCases.checkTransposed(random, 48, 128, 80, 0.4, 1);
      NonzeroTermsCases.checkTransposed(random, 128, 48, 80, 0.5, 0.3);
      NonzeroTermsCases.checkPacked(random, Epilogue.BIAS_RELU, 48, 128, 80, 0.4);
    }
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

  @ParameterizedTest
  @EnumSource
  void compiledPackedProductsGiveTheBitsOfInterpretedOnes(Epilogue epilogue) {
    int m = 14;
    int n = 36;
    int k = 20;
    Kernels kernels = new SimdKernels();
    SplittableRandom random = new SplittableRandom(6);
    float[] a = GemmCases.random(random, m * k);
    float[] b = GemmCases.random(random, k * n);
    float[] x = GemmCases.random(random, m * n);
    float[] cold = null;
    float[] warm = null;
    for (int i = 0; i < 20_000; i++) {
      float[] packed = new float[kernels.packedSize(k, n)];
      kernels.pack(true, k, n, b, 0, k, packed, 0);
      warm = new float[m * n];
      kernels.gemmPacked(m, n, k, a, 0, k, packed, 0, epilogue, x, 0, n, warm, 0, n);
      cold = cold == null ? warm : cold;
    }
    assertThat(GemmCases.sameBits(cold, warm)).isTrue();
  }
}
