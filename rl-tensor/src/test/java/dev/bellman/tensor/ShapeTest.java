package dev.bellman.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void knowsItsLengths() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.size()).isEqualTo(24);
    assertThat(shape.length(0)).isEqualTo(2);
    assertThat(shape.length(-1)).isEqualTo(4);
    assertThat(shape.before(1)).isEqualTo(2);
    assertThat(shape.after(1)).isEqualTo(4);
    assertThat(shape.after(-1)).isEqualTo(1);
    assertThat(shape.position(1, 2, 3)).isEqualTo(23);
    assertThat(shape.with(1, 7)).isEqualTo(Shape.of(2, 7, 4));
    assertThat(shape.without(-3)).isEqualTo(Shape.of(3, 4));
    assertThat(shape).hasToString("[2, 3, 4]");
  }

  @Test
  void aNumberHasNoAxis() {
    assertThat(Shape.of()).isSameAs(Shape.SCALAR).hasToString("[]");
    assertThat(Shape.SCALAR.size()).isEqualTo(1);
    assertThat(Shape.of(5).without(0)).isEqualTo(Shape.SCALAR);
  }

  @Test
  void doesNotChangeWithTheArrayItCameFrom() {
    int[] lengths = {2, 3};
    Shape shape = Shape.of(lengths);
    lengths[0] = 9;
    shape.lengths()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
  }

  @Test
  void broadcastsFromTheLastAxis() {
    assertThat(Shape.of(8, 1, 6).broadcast(Shape.of(7, 1))).isEqualTo(Shape.of(8, 7, 6));
    assertThat(Shape.of(3).broadcast(Shape.SCALAR)).isEqualTo(Shape.of(3));
    assertThat(Shape.of(0, 4).broadcast(Shape.of(1, 4))).isEqualTo(Shape.of(0, 4));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, 3).broadcast(Shape.of(4)))
        .withMessage("broadcast: shapes [2, 3] and [4] do not broadcast: 3 against 4.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, -1))
        .withMessage("Shape [2, -1]: length -1 is negative.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(1 << 20, 1 << 20))
        .withMessageContaining("more than");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, 3).length(2))
        .withMessage("Axis 2 is not an axis of [2, 3].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, 3).position(0, 3))
        .withMessage("Index [0, 3] is not in the shape [2, 3].");
  }
}
