package dev.bellman.algorithms.loop;

import dev.bellman.core.checkpoint.Stateful;
import java.util.Map;

/**
 * What learns a table from the steps of one environment, whose states and actions are numbered.
 *
 * <p>A step is {@link #schedule}, {@link #act}, {@link #observe}, in this order; after the last one
 * of an episode there is {@link #episodeEnded}. These four allocate nothing once their arrays have
 * grown to the longest episode.
 */
public interface TabularLearner extends Stateful {

  /**
   * Sets everything that changes while a training goes on.
   *
   * @param remaining the part of the training that is still to come, from 1 down to 0
   */
  void schedule(double remaining);

  /** Draws an action from the behaviour policy. */
  int act(int state);

  /**
   * Learns from a step, or keeps it for the end of the episode.
   *
   * @param action what {@link #act} has just said
   * @param next s′; of an episode that ends here, its last state
   * @param terminated whether nothing follows s′; a time limit does not terminate
   */
  void observe(int state, int action, double reward, int next, boolean terminated);

  /** Told after the last step of an episode, whether it terminated or was truncated. */
  void episodeEnded();

  /** The best action of a state by what has been learned so far, the first of several. */
  int greedy(int state);

  /** Updates of table entries so far; one of several entries at once counts as one. */
  long updates();

  /** Figures of the latest updates, in an order that never changes. */
  Map<String, Double> metrics();
}
