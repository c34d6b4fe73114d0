package dev.bellman.core.experience;

import dev.bellman.autograd.op.Region;

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
    copy(buffer.observations(), row, out.observations(), i);
    copy(buffer.actions(), row, out.actions(), i);
    out.rewards().set(i, 0, buffer.rewards()[row]);
    out.discounts().set(i, 0, (float) gamma * (1 - buffer.terminated()[row]));
    copy(buffer.nextObservations(), row, out.nextObservations(), i);
  }

  private static void copy(float[] rows, int row, Region out, int i) {
    int columns = out.columns();
    System.arraycopy(rows, row * columns, out.array(), out.at(i), columns);
  }
}
