package dev.bellman.core.experience;

/**
 * The rest of an episode as one transition: what a Monte Carlo return is of.
 *
 * <pre>{@code
 * (s_t, a_t, G = Σ_{k=t}^{T−1} γ^{k−t}·r_k, γ^{T−t}·(1 − terminated), s_T)
 * }</pre>
 *
 * <p>An episode that was cut is worth what its last observation promises. One environment's steps
 * lie in the buffer one after the other, and none of the episode has been forgotten.
 *
 * @param gamma γ in [0, 1]
 */
public record WholeEpisode(double gamma) implements TransitionRule {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if γ is out of it
   */
  public WholeEpisode {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("WholeEpisode: gamma must be in [0, 1], but is " + gamma);
    }
  }

  @Override
  public void form(ReplayBuffer buffer, int row, Transitions out, int i) {
    int last = row;
    double sum = buffer.rewards()[row];
    double discount = gamma;
    int newest = Math.floorMod(buffer.next() - 1, buffer.capacity());
    while (last != newest && buffer.terminated()[last] + buffer.truncated()[last] == 0) {
      last = (last + 1) % buffer.capacity();
      sum += discount * buffer.rewards()[last];
      discount *= gamma;
    }
    out.observations().copyRow(buffer.observations(), row, i);
    out.actions().copyRow(buffer.actions(), row, i);
    out.rewards().set(i, 0, (float) sum);
    out.discounts().set(i, 0, (float) discount * (1 - buffer.terminated()[last]));
    out.nextObservations().copyRow(buffer.nextRows(last), buffer.nextRow(last), i);
  }
}
