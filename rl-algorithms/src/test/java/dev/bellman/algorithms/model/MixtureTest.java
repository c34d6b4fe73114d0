package dev.bellman.algorithms.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.Replay;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.random.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureTest {

  /** As many as the reference's int(ratio · rows), the first ones. */
  @ParameterizedTest
  @CsvSource({"0, 64, 0", "0.05, 256, 12", "0.5, 7, 3", "0.999, 10, 9", "1, 64, 64", "1, 1, 1"})
  void the_first_rows_are_real(double ratio, int rows, int expected) {
    TransitionBatch batch = TransitionBatch.of(1, 1);
    Program program =
        Program.of(
            Var.concat(
                batch.observation(),
                batch.action(),
                batch.reward(),
                batch.discount(),
                batch.nextObservation()));
    Transitions out = batch.in(program);
    program.prepare(rows);
    int[] asked = new int[1];
    TransitionSource real =
        (count, transitions) -> {
          asked[0] += count;
          for (int i = 0; i < count; i++) {
            transitions.rewards().set(i, 0, 1);
          }
        };
    ReplayBuffer imagined = new ReplayBuffer(4, 1, 1);
    imagined.add(
        1,
        new float[1],
        new float[1],
        new double[] {2},
        new boolean[1],
        new boolean[1],
        new float[1]);
    Replay replay =
        new Replay(imagined, new RecentIndices(Seeds.of(0).stream("recent")), new OneStep(0.9));

    new Mixture(replay, ratio).real(real).write(rows, out);

    assertThat(asked[0]).isEqualTo(expected);
    for (int i = 0; i < rows; i++) {
      assertThat(out.rewards().get(i, 0)).isEqualTo(i < expected ? 1 : 2);
    }
  }
}
