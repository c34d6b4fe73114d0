package dev.bellman.core.experience;

/**
 * A step is a transition: (s, a, r, γ·(1 − terminated), s′).
 *
 * <p>A truncated episode is worth what its final observation promises: only termination takes the
 * discount away.
 *
 * @param gamma γ in [0, 1]
 */
public record OneStep(double gamma) implements TransitionRule {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if γ is out of it
   */
  public OneStep {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("OneStep: gamma must be in [0, 1], but is " + gamma);
    }
  }

  @Override
  public void form(ReplayBuffer buffer, int row, Transitions out, int i) {
    out.observations().copyRow(buffer.observations(), row, i);
    out.actions().copyRow(buffer.actions(), row, i);
    out.rewards().set(i, 0, buffer.rewards()[row]);
    out.discounts().set(i, 0, (float) gamma * (1 - buffer.terminated()[row]));
    out.nextObservations().copyRow(buffer.nextRows(row), buffer.nextRow(row), i);
  }
}
