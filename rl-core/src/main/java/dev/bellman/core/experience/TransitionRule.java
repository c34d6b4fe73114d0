package dev.bellman.core.experience;

/** What a learner is told of a step in a {@link ReplayBuffer}. */
@FunctionalInterface
public interface TransitionRule {

  /**
   * Forms the transition that starts with a step.
   *
   * @param row the step
   * @param out row {@code i} of each region is written
   */
  void form(ReplayBuffer buffer, int row, Transitions out, int i);
}
