package dev.bellman.core.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.InMemoryState;
import dev.bellman.core.random.Pcg64;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final float GAMMA = 0.9f;

  private final TransitionBatch batch = TransitionBatch.of(2, 1);
  private final Program program =
      Program.of(
          Var.concat(
              batch.observation(),
              batch.action(),
              batch.reward(),
              batch.discount(),
              batch.nextObservation()));
  private final Transitions inputs = batch.in(program);

  private static Replay replay(ReplayBuffer buffer) {
    return new Replay(buffer, new UniformIndices(Pcg64.of(7)), new OneStep(GAMMA));
  }

  /** Each row must be one of the steps, whole: γ but where it terminated, also where truncated. */
  @Test
  void rowsArriveWholeInTheInputsOfAProgram() {
    ReplayBuffer buffer = new ReplayBuffer(5, 2, 1);
    ReplayBufferTest.add(buffer, 1, 2, 3, 4);
    Replay replay = replay(buffer);
    program.prepare(40);
    replay.write(40, inputs);

    boolean[] seen = new boolean[5];
    for (int i = 0; i < 40; i++) {
      float x = inputs.observations().get(i, 0);
      seen[(int) x] = true;
      assertThat(inputs.observations().get(i, 1)).isEqualTo(-x);
      assertThat(inputs.actions().get(i, 0)).isEqualTo(10 * x);
      assertThat(inputs.rewards().get(i, 0)).isEqualTo(x / 2);
      assertThat(inputs.discounts().get(i, 0)).isEqualTo(x == 3 ? 0 : GAMMA);
      assertThat(inputs.nextObservations().get(i, 0)).isEqualTo(x + 1);
      assertThat(inputs.nextObservations().get(i, 1)).isEqualTo(-x - 1);
    }
    assertThat(seen).containsExactly(false, true, true, true, true);
  }

  /** What is before the part stays as it is, weights included. */
  @Test
  void aPartOfABatchIsWrittenFromItsRowOn() {
    ReplayBuffer buffer = new ReplayBuffer(5, 2, 1);
    ReplayBufferTest.add(buffer, 1, 2, 3, 4);
    Program weighted =
        Program.of(
            Var.concat(
                batch.observation(),
                batch.action(),
                batch.reward(),
                batch.discount(),
                batch.nextObservation(),
                batch.weight()));
    Transitions out = batch.weightedIn(weighted);
    weighted.prepare(7);
    for (int i = 0; i < 7; i++) {
      out.observations().set(i, 0, -9);
      out.weights().orElseThrow().set(i, 0, -9);
    }
    replay(buffer).write(3, 2, out);

    for (int i = 0; i < 7; i++) {
      boolean written = i == 3 || i == 4;
      assertThat(out.observations().get(i, 0) > 0).as("row %d", i).isEqualTo(written);
      assertThat(out.weights().orElseThrow().get(i, 0)).isEqualTo(written ? 1 : -9);
    }
  }

  /** The fourth step took the place of the first. */
  @Test
  void allRowsAreTheWholeBufferInItsOrder() {
    ReplayBuffer buffer = new ReplayBuffer(3, 2, 1);
    ReplayBufferTest.add(buffer, 1, 2, 3, 4);
    Replay replay = new Replay(buffer, new AllRows(), new OneStep(GAMMA));
    program.prepare(3);
    replay.write(3, inputs);

    for (int i = 0; i < 3; i++) {
      assertThat(inputs.observations().get(i, 0)).isEqualTo(i == 0 ? 4 : i + 1);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> replay.write(2, inputs))
        .withMessage("AllRows: a batch of 2 is not all of 3 rows");
  }

  /** The regions move when a program makes room for more rows. */
  @Test
  void aLargerBatchArrivesToo() {
    ReplayBuffer buffer = new ReplayBuffer(5, 2, 1);
    ReplayBufferTest.add(buffer, 2);
    Replay replay = replay(buffer);
    for (int rows : new int[] {3, 50, 7}) {
      program.prepare(rows);
      replay.write(rows, inputs);
      assertThat(inputs.actions().rows()).isEqualTo(rows);
      for (int i = 0; i < rows; i++) {
        assertThat(inputs.actions().get(i, 0)).isEqualTo(20);
      }
    }
  }

  /** χ² = Σ (observed − expected)² / expected of 10 rows; 44.8 is exceeded with 10⁻⁶. */
  @Test
  void allRowsAreEquallyLikely() {
    ReplayBuffer buffer = new ReplayBuffer(20, 2, 1);
    ReplayBufferTest.add(buffer, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    UniformIndices indices = new UniformIndices(Pcg64.of(11));
    int[] rows = new int[100_001];
    rows[100_000] = -1;
    indices.draw(buffer, 100_000, rows);
    long[] observed = new long[10];
    for (int i = 0; i < 100_000; i++) {
      observed[rows[i]]++;
    }
    double chiSquare = 0;
    for (long count : observed) {
      chiSquare += Math.pow(count - 10_000, 2) / 10_000;
    }
    assertThat(chiSquare).as(Arrays.toString(observed)).isLessThan(44.8);
    assertThat(rows[100_000]).as("behind what was asked for").isEqualTo(-1);
  }

  @Test
  void aRestoredReplayDrawsTheSameRows() {
    ReplayBuffer buffer = new ReplayBuffer(9, 2, 1);
    ReplayBufferTest.add(buffer, 0, 1, 2, 3, 4, 5, 6, 7);
    Replay replay = replay(buffer);
    program.prepare(11); // an odd number of 32-bit draws: half a word is left over
    replay.write(11, inputs);
    InMemoryState state = InMemoryState.of(replay);
    float[] expected = actions(replay);
    Replay other =
        new Replay(new ReplayBuffer(9, 2, 1), new UniformIndices(Pcg64.of(0)), new OneStep(GAMMA));
    state.restore(other);

    assertThat(actions(other)).containsExactly(expected);
  }

  private float[] actions(Replay replay) {
    replay.write(11, inputs);
    Region actions = inputs.actions();
    float[] copy = new float[11];
    actions.copyTo(copy, 0);
    return copy;
  }

  @Test
  void nothingIsAllocatedForABatch() {
    ReplayBuffer buffer = new ReplayBuffer(64, 2, 1);
    ReplayBufferTest.add(buffer, 1, 2, 3, 4, 5, 6);
    Replay replay = replay(buffer);
    program.prepare(32);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 1000 && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      replay.write(32, inputs);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  @Test
  void anEmptyBufferGivesNoBatch() {
    Replay replay = replay(new ReplayBuffer(3, 2, 1));
    assertThatIllegalStateException().isThrownBy(() -> replay.write(1, inputs));
  }

  @Test
  void aDiscountOutOfRangeIsRefused() {
    for (double gamma : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new OneStep(gamma))
          .withMessageContaining(Double.toString(gamma));
    }
  }
}
