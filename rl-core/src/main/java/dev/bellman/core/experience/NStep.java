package dev.bellman.core.experience;

/**
 * Up to n steps are a transition:
 *
 * <pre>{@code
 * (s₀, a₀, Σ_{i<k} γⁱ·rᵢ, γᵏ·(1 − terminated), s_k)
 * }</pre>
 *
 * <p>k is n, or less where the episode ended before or where there are no more steps in the buffer
 * yet: what follows then is bootstrapped from the last observation there is.
 *
 * <p>Sutton, "Learning to Predict by the Methods of Temporal Differences" (1988); Hessel et al.,
 * "Rainbow" (2018).
 *
 * @param gamma γ in [0, 1]
 * @param n ≥ 1
 * @param environments N: how many rows the steps of one environment are apart
 */
public record NStep(double gamma, int n, int environments) implements TransitionRule {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the name and the value that is out of range
   */
  public NStep {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("NStep: gamma must be in [0, 1], but is " + gamma);
    }
    if (n < 1 || environments < 1) {
      throw new IllegalArgumentException(
          "NStep: n and environments must be ≥ 1, but are " + n + ", " + environments);
    }
  }

  @Override
  public void form(ReplayBuffer buffer, int row, Transitions out, int i) {
    int last = row;
    double sum = buffer.rewards()[row];
    double discount = gamma;
    for (int k = 1; k < n && !ended(buffer, last) && !newest(buffer, last); k++) {
      last = (last + environments) % buffer.capacity();
      sum += discount * buffer.rewards()[last];
      discount *= gamma;
    }
    out.observations().copyRow(buffer.observations(), row, i);
    out.actions().copyRow(buffer.actions(), row, i);
    out.rewards().set(i, 0, (float) sum);
    out.discounts().set(i, 0, (float) discount * (1 - buffer.terminated()[last]));
    out.nextObservations().copyRow(buffer.nextRows(last), buffer.nextRow(last), i);
  }

  private static boolean ended(ReplayBuffer buffer, int row) {
    return buffer.terminated()[row] + buffer.truncated()[row] > 0;
  }

  /** Whether this is the latest step of its environment. */
  private boolean newest(ReplayBuffer buffer, int row) {
    return Math.floorMod(buffer.next() - 1 - row, buffer.capacity()) < environments;
  }
}
