package dev.bellman.core.targets;

import dev.bellman.autograd.Target;
import dev.bellman.core.experience.TransitionBatch;

/**
 * An empirical Bellman operator: a batch of transitions in, what Q is regressed to out.
 *
 * <p>What it returns is a {@link Target}: no derivative passes through it.
 */
@FunctionalInterface
public interface BellmanTarget {

  /** The targets y of the transitions, {@code [B, 1]}. */
  Target of(TransitionBatch batch);
}
