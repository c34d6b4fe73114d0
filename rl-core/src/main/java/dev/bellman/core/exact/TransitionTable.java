package dev.bellman.core.exact;

/** A world that knows its own dynamics: it can say p(r, s′ | s, a). */
@FunctionalInterface
public interface TransitionTable {

  /**
   * The MDP with this discount.
   *
   * @throws IllegalArgumentException if γ is not in (0, 1]
   */
  FiniteMdp mdp(double gamma);
}
