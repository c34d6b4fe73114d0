package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.training.Schedule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrioritizedIndicesTest {
  private static final int ROWS = 10;
  private static final double EPSILON = 1e-6;

  private final ReplayBuffer buffer = new ReplayBuffer(16, 2, 1);

  private static PrioritizedIndices indices(double alpha, double beta) {
    PrioritizedIndices.Config config =
        new PrioritizedIndices.Config(alpha, Schedule.constant(beta), EPSILON);
    return new PrioritizedIndices(16, config, Pcg64.of(5));
  }

  private void add(int count) {
    ReplayBufferTest.add(buffer, new float[count]);
  }

  /** As many equal parts as equal rows: each of them once. Then row i is told the i-th error. */
  private void learn(PrioritizedIndices indices, float... errors) {
    add(errors.length - buffer.size());
    int[] drawn = new int[errors.length];
    indices.draw(buffer, errors.length, drawn);
    for (int i = 0; i < errors.length; i++) {
      assertThat(drawn[i]).isEqualTo(i);
    }
    indices.learned(errors, 0, errors.length);
  }

  private static float[] ramp() {
    float[] errors = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      errors[i] = i % 2 == 0 ? i + 1 : -i - 1;
    }
    return errors;
  }

  private static double priority(double error, double alpha) {
    return Math.pow(Math.abs(error) + EPSILON, alpha);
  }

  /**
   * χ² of 10 rows against p/Σ p, p = (|δ| + ε)^α; 44.8 is exceeded with 10⁻⁶ if the draws are
   * independent, more seldom if they are one from each of several parts.
   */
  @ParameterizedTest
  @CsvSource({"0.6, 1", "0.6, 32", "1, 1", "1, 7", "0, 1", "0.25, 10"})
  void rowsAreDrawnInProportionToTheirPriorities(double alpha, int count) {
    PrioritizedIndices indices = indices(alpha, 0.4);
    float[] errors = ramp();
    learn(indices, errors);
    int draws = 200_000 / count;
    int[] drawn = new int[count];
    long[] observed = new long[ROWS];
    for (int i = 0; i < draws; i++) {
      indices.draw(buffer, count, drawn);
      for (int row : drawn) {
        observed[row]++;
      }
    }

    double sum = 0;
    for (float error : errors) {
      sum += priority(error, alpha);
    }
    double chiSquare = 0;
    for (int i = 0; i < ROWS; i++) {
      double expected = (double) draws * count * priority(errors[i], alpha) / sum;
      assertThat(indices.probability(i)).isCloseTo(priority(errors[i], alpha) / sum, within(1e-12));
      chiSquare += Math.pow(observed[i] - expected, 2) / expected;
    }
    assertThat(chiSquare).as(Arrays.toString(observed)).isLessThan(44.8);
  }

  /** (N·P)^−β over its maximum, which belongs to the least likely row of the whole buffer. */
  @ParameterizedTest
  @CsvSource({"0.6, 0.4", "0.6, 1", "1, 1", "1, 0"})
  void weightsUndoThePriorities(double alpha, double beta) {
    PrioritizedIndices indices = indices(alpha, beta);
    float[] errors = ramp();
    learn(indices, errors);
    Var weight = Var.input("weight", 1);
    Program program = Program.of(weight.times(2));
    program.prepare(6);
    Region out = program.region(weight);
    int[] drawn = new int[6];
    for (int batch = 0; batch < 20; batch++) {
      indices.draw(buffer, 6, drawn);
      indices.weigh(0, 6, out);
      for (int i = 0; i < 6; i++) {
        double p = indices.probability(drawn[i]);
        double expected =
            Math.pow(ROWS * p, -beta) / Math.pow(ROWS * indices.probability(0), -beta);
        assertThat(out.get(i, 0)).isCloseTo((float) expected, within(1e-6f));
      }
    }
  }

  @Test
  void betaFollowsItsSchedule() {
    PrioritizedIndices.Config config =
        new PrioritizedIndices.Config(1, Schedule.ramp(0.4, 1, 1), EPSILON);
    PrioritizedIndices indices = new PrioritizedIndices(16, config, Pcg64.of(5));
    learn(indices, 1, 4);
    Var weight = Var.input("weight", 1);
    Program program = Program.of(weight.times(2));
    program.prepare(1);
    Region out = program.region(weight);
    int[] drawn = new int[1];
    for (double remaining : new double[] {1, 0.5, 0}) {
      indices.schedule(remaining);
      do {
        indices.draw(buffer, 1, drawn);
      } while (drawn[0] == 0);
      indices.weigh(0, 1, out);
      double beta = 1 - 0.6 * remaining;
      assertThat(out.get(0, 0)).isCloseTo((float) Math.pow(4, -beta), within(1e-5f));
    }
  }

  /** At first 1; later the largest that any row ever had, though it has become smaller. */
  @Test
  void newRowsGetTheLargestPriority() {
    PrioritizedIndices indices = indices(1, 0.4);
    learn(indices, 3, 8, 2);
    add(2);
    int[] drawn = new int[1];
    indices.draw(buffer, 1, drawn);

    double sum = 3 + 8 + 2 + 8 + 8;
    assertThat(indices.probability(0)).isCloseTo(3 / sum, within(1e-6));
    assertThat(indices.probability(3)).isCloseTo(8 / sum, within(1e-6));
    assertThat(indices.probability(4)).isCloseTo(8 / sum, within(1e-6));
  }

  @Test
  void smallErrorsLeaveTheFirstLargestAtOne() {
    PrioritizedIndices indices = indices(1, 0.4);
    learn(indices, 0.25f, 0.5f);
    add(1);
    indices.draw(buffer, 1, new int[1]);

    assertThat(indices.probability(2)).isCloseTo(1 / 1.75, within(1e-5));
  }

  /** The ring has 16 rows: 14 and 15 and then 0 and 1 are new, whatever they were before. */
  @Test
  void rowsThatAreWrittenOverCountAsNew() {
    PrioritizedIndices indices = indices(1, 0.4);
    float[] errors = new float[14];
    Arrays.fill(errors, 0.5f);
    learn(indices, errors);
    add(4);
    indices.draw(buffer, 1, new int[1]);

    double sum = 12 * 0.5 + 4;
    for (int row = 0; row < 16; row++) {
      boolean old = row >= 2 && row < 14;
      assertThat(indices.probability(row))
          .as("row %d", row)
          .isCloseTo((old ? 0.5 : 1) / sum, within(1e-5));
    }
  }

  @Test
  void aRowWithoutErrorIsStillDrawn() {
    PrioritizedIndices indices = indices(0.6, 0.4);
    learn(indices, 0, 1);

    assertThat(indices.probability(0)).isPositive();
  }

  /** Also into one that has known more rows, and with rows that no draw has seen yet. */
  @Test
  void whatIsRestoredDrawsTheSame() {
    PrioritizedIndices indices = indices(0.6, 0.4);
    learn(indices, ramp());
    int[] drawn = new int[7];
    indices.draw(buffer, 7, drawn);
    indices.learned(new float[] {9, 0, 20, 1, 2, 3, 4}, 0, 7);
    add(2);
    InMemoryState state = InMemoryState.of(indices);
    assertThat(state.length("priorities")).as("rows that were drawn from").isEqualTo(ROWS);
    PrioritizedIndices other = indices(0.6, 0.4);
    ReplayBuffer full = new ReplayBuffer(16, 2, 1);
    ReplayBufferTest.add(full, new float[16]);
    other.draw(full, 7, drawn);
    state.restore(other);

    int[] expected = new int[7];
    for (int i = 0; i < 50; i++) {
      indices.draw(buffer, 7, expected);
      other.draw(buffer, 7, drawn);
      assertThat(drawn).containsExactly(expected);
      indices.learned(new float[] {i, 0, 20, 1, 2, 3, 4}, 0, 7);
      other.learned(new float[] {i, 0, 20, 1, 2, 3, 4}, 0, 7);
    }
    assertThat(InMemoryState.of(other)).isEqualTo(InMemoryState.of(indices));
  }

  @Test
  void constantsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> indices(-0.1, 0.4))
        .withMessageContaining("alpha")
        .withMessageContaining("-0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> indices(0.6, 1.1))
        .withMessageContaining("beta")
        .withMessageContaining("1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrioritizedIndices.Config(0.6, Schedule.constant(0.4), 0))
        .withMessageContaining("epsilon");
  }
}
