package dev.bellman.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceTest {

  @ParameterizedTest
  @CsvSource({"0, true", "2, true", "3, false", "-1, false", "0.5, false", "NaN, false"})
  void aDiscreteSpaceHoldsWholeNumbersBelowN(float x, boolean contained) {
    assertThat(new Discrete(3).contains(new float[] {9, x}, 1)).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "2, true", "2.1, false", "-1.1, false", "NaN, false"})
  void aBoxIncludesItsBounds(float x, boolean contained) {
    Box box = new Box(new float[] {-1, -1}, new float[] {2, 2});

    assertThat(box.contains(new float[] {9, 0, x}, 1)).isEqualTo(contained);
    assertThat(box).isEqualTo(Box.uniform(2, -1, 2)).hasSameHashCodeAs(Box.uniform(2, -1, 2));
  }

  @Test
  void impossibleSpacesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Discrete(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Box.uniform(0, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Box.uniform(1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Box.uniform(1, Float.NaN, 0));
  }
}
