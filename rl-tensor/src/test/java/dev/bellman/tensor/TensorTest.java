package dev.bellman.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class TensorTest {

  private static final Tensor MATRIX = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

  @Test
  void isMadeOfNumbers() {
    assertThat(Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)).isEqualTo(MATRIX);
    assertThat(MATRIX.get(1, 2)).isEqualTo(6f);
    assertThat(Tensor.zeros(2).toArray()).containsExactly(0, 0);
    assertThat(Tensor.full(7, 2, 1).toArray()).containsExactly(7, 7);
    assertThat(Tensor.scalar(3).item()).isEqualTo(3f);
    assertThat(Tensor.scalar(3).get()).isEqualTo(3f);
  }

  @Test
  void sharesOnlyWhatItSaysItShares() {
    float[] numbers = {9, 1, 2, 3};
    Tensor view = Tensor.wrap(numbers, 1, Shape.of(3));
    view.set(0, 5);
    assertThat(numbers[1]).isEqualTo(5f);
    Tensor square = Tensor.zeros(2, 2);
    square.reshape(4).set(3, 8);
    assertThat(square.get(1, 1)).isEqualTo(8f);
    float[] values = {1, 2};
    Tensor copy = Tensor.of(values);
    values[0] = 7;
    assertThat(copy.get(0)).isEqualTo(1f);
  }

  @Test
  void setsNumbersByIndex() {
    Tensor cube = Tensor.zeros(2, 2, 2);
    cube.set(1, 0, 1, 5);
    assertThat(cube.toArray()).containsExactly(0, 0, 0, 0, 0, 5, 0, 0);
    Tensor square = Tensor.zeros(2, 2);
    square.set(0, 1, 3);
    assertThat(square.toArray()).containsExactly(0, 3, 0, 0);
  }

  @Test
  void computesElementByElement() {
    Tensor a = Tensor.of(1, -2, 4);
    Tensor b = Tensor.of(2, 2, -8);
    assertThat(a.plus(b)).isEqualTo(Tensor.of(3, 0, -4));
    assertThat(a.minus(b)).isEqualTo(Tensor.of(-1, -4, 12));
    assertThat(a.times(b)).isEqualTo(Tensor.of(2, -4, -32));
    assertThat(a.div(b)).isEqualTo(Tensor.of(0.5f, -1, -0.5f));
    assertThat(a.minimum(b)).isEqualTo(Tensor.of(1, -2, -8));
    assertThat(a.maximum(b)).isEqualTo(Tensor.of(2, 2, 4));
    assertThat(a.plus(1)).isEqualTo(Tensor.of(2, -1, 5));
    assertThat(a.minus(1)).isEqualTo(Tensor.of(0, -3, 3));
    assertThat(a.times(3)).isEqualTo(Tensor.of(3, -6, 12));
    assertThat(a.div(4)).isEqualTo(Tensor.of(0.25f, -0.5f, 1));
    assertThat(a.unaryMinus()).isEqualTo(Tensor.of(-1, 2, -4));
    assertThat(a.abs()).isEqualTo(Tensor.of(1, 2, 4));
    assertThat(a.relu()).isEqualTo(Tensor.of(1, 0, 4));
    assertThat(a.abs().sqrt().get(2)).isEqualTo(2f);
  }

  @Test
  void computesFunctions() {
    Tensor x = Tensor.of(0.5f);
    assertThat(x.exp().item()).isEqualTo((float) Math.exp(0.5), offset(1e-6f));
    assertThat(x.log().item()).isEqualTo((float) Math.log(0.5), offset(1e-6f));
    assertThat(x.tanh().item()).isEqualTo((float) Math.tanh(0.5), offset(1e-6f));
    assertThat(x.sigmoid().item()).isEqualTo((float) (1 / (1 + Math.exp(-0.5))), offset(1e-6f));
  }

  @Test
  void broadcasts() {
    assertThat(MATRIX.plus(Tensor.of(10, 20, 30)))
        .isEqualTo(Tensor.of(new float[][] {{11, 22, 33}, {14, 25, 36}}));
    Tensor column = Tensor.of(new float[][] {{10}, {20}});
    assertThat(column.minus(MATRIX)).isEqualTo(Tensor.of(new float[][] {{9, 8, 7}, {16, 15, 14}}));
    assertThat(MATRIX.times(Tensor.scalar(2)))
        .isEqualTo(Tensor.of(new float[][] {{2, 4, 6}, {8, 10, 12}}));
    assertThat(column.reshape(2, 1, 1).plus(Tensor.of(1, 2).reshape(2, 1)))
        .isEqualTo(Tensor.of(Shape.of(2, 2, 1), 11, 12, 21, 22));
    assertThat(Tensor.zeros(0, 3).plus(Tensor.zeros(3)).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void multipliesMatrices() {
    Tensor right = Tensor.of(new float[][] {{1, 0}, {0, 1}, {2, -1}});
    assertThat(MATRIX.matmul(right)).isEqualTo(Tensor.of(new float[][] {{7, -1}, {16, -1}}));
    assertThat(Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3))).isEqualTo(Tensor.zeros(2, 3));
  }

  @Test
  void reduces() {
    assertThat(MATRIX.sum()).isEqualTo(21f);
    assertThat(MATRIX.mean()).isEqualTo(3.5f);
    assertThat(MATRIX.max()).isEqualTo(6f);
    assertThat(MATRIX.sum(0)).isEqualTo(Tensor.of(5, 7, 9));
    assertThat(MATRIX.sum(-1)).isEqualTo(Tensor.of(6, 15));
    assertThat(MATRIX.mean(1)).isEqualTo(Tensor.of(2, 5));
    assertThat(MATRIX.max(0)).isEqualTo(Tensor.of(4, 5, 6));
    assertThat(MATRIX.max(1)).isEqualTo(Tensor.of(3, 6));
    assertThat(MATRIX.argMax()).isEqualTo(Tensor.of(2, 2));
    assertThat(Tensor.of(1, Float.NaN, 2).max()).isNaN();
  }

  @Test
  void reducesAMiddleAxis() {
    Tensor cube = Tensor.of(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(cube.sum(1)).isEqualTo(Tensor.of(new float[][] {{4, 6}, {12, 14}}));
    assertThat(cube.max(1)).isEqualTo(Tensor.of(new float[][] {{3, 4}, {7, 8}}));
  }

  @Test
  void softmaxAddsUpToOneWhateverTheScale() {
    Tensor p = Tensor.of(new float[][] {{1000, 1000}, {0, (float) Math.log(3)}}).softmax();
    assertThat(p.get(0, 0)).isEqualTo(0.5f);
    assertThat(p.get(1, 1)).isEqualTo(0.75f, offset(1e-6f));
    assertThat(Tensor.of(0, 0).logSoftmax().get(0)).isEqualTo((float) -Math.log(2), offset(1e-6f));
  }

  @Test
  void takesApartAndPutsTogether() {
    assertThat(MATRIX.slice(1, 1, 3)).isEqualTo(Tensor.of(new float[][] {{2, 3}, {5, 6}}));
    assertThat(MATRIX.slice(0, 1, 2)).isEqualTo(Tensor.of(new float[][] {{4, 5, 6}}));
    assertThat(MATRIX.gather(0, 1, 1, 0))
        .isEqualTo(Tensor.of(new float[][] {{4, 5, 6}, {4, 5, 6}, {1, 2, 3}}));
    assertThat(MATRIX.gather(-1, 2, 0)).isEqualTo(Tensor.of(new float[][] {{3, 1}, {6, 4}}));
    assertThat(Tensor.concat(1, MATRIX.slice(1, 0, 1), MATRIX.slice(1, 1, 3))).isEqualTo(MATRIX);
    assertThat(Tensor.concat(0, MATRIX.slice(0, 0, 1), MATRIX.slice(0, 1, 2))).isEqualTo(MATRIX);
    assertThat(MATRIX.transpose()).isEqualTo(Tensor.of(new float[][] {{1, 4}, {2, 5}, {3, 6}}));
  }

  @Test
  void worksOnAPartOfALargerArray() {
    float[] numbers = {0, 0, 1, 2, 3, 4, 5, 6, 0};
    Tensor view = Tensor.wrap(numbers, 2, Shape.of(2, 3));
    assertThat(view).isEqualTo(MATRIX).hasSameHashCodeAs(MATRIX);
    assertThat(view.sum(0)).isEqualTo(MATRIX.sum(0));
    assertThat(view.max(1)).isEqualTo(MATRIX.max(1));
    assertThat(view.softmax()).isEqualTo(MATRIX.softmax());
    assertThat(view.transpose()).isEqualTo(MATRIX.transpose());
    assertThat(view.plus(Tensor.scalar(1))).isEqualTo(MATRIX.plus(1));
    assertThat(view.matmul(view.transpose())).isEqualTo(MATRIX.matmul(MATRIX.transpose()));
    assertThat(view.gather(0, 1)).isEqualTo(MATRIX.slice(0, 1, 2));
    assertThat(Tensor.concat(0, view, view).slice(0, 2, 4)).isEqualTo(MATRIX);
  }

  @Test
  void noiseDependsOnKeyAndCounter() {
    assertThat(Tensor.normal(1, 2, 3, 5)).isEqualTo(Tensor.normal(1, 2, 3, 5));
    assertThat(Tensor.normal(1, 2, 3, 5)).isNotEqualTo(Tensor.normal(1, 3, 3, 5));
    assertThat(Tensor.uniform(1, 2, 100).max()).isLessThan(1f);
  }

  @Test
  void isShownShortly() {
    assertThat(Tensor.of(1, 2.5f)).hasToString("[2] {1.0, 2.5}");
    assertThat(Tensor.zeros(100).toString()).startsWith("[100] {0.0").endsWith(", ...}");
  }

  @Test
  void errorsCarryBothShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MATRIX.plus(Tensor.zeros(2)))
        .withMessage("plus: shapes [2, 3] and [2] do not broadcast: 3 against 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MATRIX.matmul(MATRIX))
        .withMessage("matmul: shapes [2, 3] and [2, 3] are not [m, k] and [k, n].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MATRIX.reshape(4))
        .withMessage("reshape: the shape [2, 3] has 6 numbers and [4] has 4.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.concat(0, MATRIX, Tensor.zeros(1, 2)))
        .withMessage("concat: shapes [2, 3] and [1, 2] differ outside axis 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MATRIX.slice(1, 2, 4))
        .withMessage("slice: 2 to 4 is not a part of axis 1 of the shape [2, 3].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MATRIX.gather(0, 2))
        .withMessage("gather: index 2 is not in axis 0 of the shape [2, 3].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(Shape.of(2, 2), 1, 2, 3))
        .withMessage("of: 3 numbers do not fill the shape [2, 2], which has 4.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.wrap(new float[3], 2, Shape.of(2)))
        .withMessage("wrap: the shape [2] at offset 2 does not fit into an array of 3.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.zeros(2, 0).max(1))
        .withMessage("max: axis 1 of the shape [2, 0] is empty.");
    assertThatIllegalArgumentException().isThrownBy(() -> MATRIX.get(0));
    assertThatIllegalArgumentException().isThrownBy(MATRIX::item);
    assertThatIllegalArgumentException().isThrownBy(() -> Tensor.zeros(3).transpose());
  }
}
