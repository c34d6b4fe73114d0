package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.core.targets.Expansion;

/**
 * What others add to an actor-critic without changing its equations.
 *
 * @param expansion what becomes of a batch before its targets are formed
 * @param observations how its networks see observations
 * @param policy what the objective of its policy has besides values
 */
public record Additions(Expansion expansion, Normalizer observations, PolicyTerm policy) {
  /** Nothing. */
  public static final Additions NONE = of(Expansion.NONE);

  /** An expansion alone. */
  public static Additions of(Expansion expansion) {
    return new Additions(expansion, Normalizer.NONE, PolicyTerm.NONE);
  }
}
