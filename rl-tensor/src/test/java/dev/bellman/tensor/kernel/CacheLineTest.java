package dev.bellman.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CacheLineTest {

  @Test
  void sizesAreOfWholeLines() {
    assertThat(CacheLine.whole(0)).isZero();
    assertThat(CacheLine.whole(1)).isEqualTo(16);
    assertThat(CacheLine.whole(16)).isEqualTo(16);
    assertThat(CacheLine.whole(17)).isEqualTo(32);
  }

  @Test
  void claimedNumbersStayAsTheyAre() {
    SplittableRandom random = new SplittableRandom(3);
    int[] bits = random.ints(100).toArray();
    float[] x = new float[bits.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(bits[i]);
    }
    float[] before = x.clone();
    CacheLine.claim(x, 0, x.length);
    CacheLine.claim(x, 5, 7);
    CacheLine.claim(x, x.length, x.length);
    for (int i = 0; i < x.length; i++) {
      assertThat(Float.floatToRawIntBits(x[i])).isEqualTo(Float.floatToRawIntBits(before[i]));
    }
  }
}
