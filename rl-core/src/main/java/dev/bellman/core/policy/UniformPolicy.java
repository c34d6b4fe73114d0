package dev.bellman.core.policy;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;

/** All actions equally likely, whatever is observed: how off-policy trainings begin. */
public final class UniformPolicy implements Policy, Stateful {
  private final Space actionSpace;
  private final Pcg64 random;

  /**
   * Draws from {@code actionSpace} with {@code random}, which belongs to the policy from now on.
   *
   * @throws IllegalArgumentException if a component of a box has no finite bounds
   */
  public UniformPolicy(Space actionSpace, Pcg64 random) {
    if (actionSpace instanceof Box box) {
      for (int i = 0; i < box.size(); i++) {
        if (!Float.isFinite(box.low(i)) || !Float.isFinite(box.high(i))) {
          throw new IllegalArgumentException(
              "UniformPolicy: all bounds must be finite, but component "
                  + i
                  + " has "
                  + box.low(i)
                  + ", "
                  + box.high(i));
        }
      }
    }
    this.actionSpace = actionSpace;
    this.random = random;
  }

  @Override
  public void act(float[] observations, int rows, float[] actions) {
    switch (actionSpace) {
      case Finite finite -> {
        for (int row = 0; row < rows; row++) {
          finite.write(random.integers(finite.n()), actions, row * finite.size());
        }
      }
      case Box box -> {
        for (int i = 0; i < rows * box.size(); i++) {
          int component = i % box.size();
          actions[i] = (float) random.uniform(box.low(component), box.high(component));
        }
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    in.get("random", random);
  }
}
