package dev.bellman.core.training;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.policy.Policy;
import java.util.Map;

/**
 * A training that can be driven piece by piece, saved between two pieces and resumed bit by bit.
 *
 * <p>A piece ({@link #advance}) is what the algorithm repeats: a rollout and its updates, a step
 * and its updates, an iteration. A step is an environment step (offline, a gradient update).
 */
public interface Training extends Stateful {

  /** Steps so far. */
  long steps();

  /** Gradient updates so far. */
  long updates();

  /**
   * Does the next piece; never steps beyond {@code limit} in total.
   *
   * @param limit the total number of steps of the whole training: schedules end there
   * @return whether there was room for a piece; false changes nothing
   * @throws DivergenceException if a loss is not finite; nothing is lost that was saved before
   */
  boolean advance(long limit);

  /** The latest figures (losses, entropies …) by name: always the same names in the same order. */
  Map<String, Double> metrics();

  /** Episodes finished so far, with the returns and lengths of the latest. */
  EpisodeStatistics episodes();

  /** The policy to evaluate: the mode of what has been learned so far. */
  Policy greedy();

  /**
   * The policy that is learned, to collect data with: one that draws its actions draws them, but
   * without noise that only explores.
   */
  default Policy target() {
    return greedy();
  }

  /** The named networks whose weights the checkpoint holds in PyTorch's layout. */
  Map<String, Parameters> parameters();

  /** Advances until {@code total} steps are done, telling the listener after each piece. */
  default void train(long total, TrainingListener listener) {
    while (advance(total)) {
      listener.advanced(this);
    }
  }
}
