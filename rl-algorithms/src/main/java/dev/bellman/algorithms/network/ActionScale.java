package dev.bellman.algorithms.network;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;

/**
 * Actions of a bounded box as numbers in [−1, 1], which is what the networks see.
 *
 * <pre>{@code
 * a = centre + scale·x,   centre = (high + low) / 2,   scale = (high − low) / 2
 * }</pre>
 */
public final class ActionScale {
  private static final ActionScale AS_THEY_ARE = new ActionScale("", Box.uniform(1, -1, 1));

  private final boolean unit;
  private final Var centre;
  private final Var scale;

  /**
   * The scale of a box; numbers of a finite space stay what they are.
   *
   * @throws IllegalArgumentException if a bound is infinite or two coincide
   */
  public static ActionScale of(String algorithm, Space actions) {
    return switch (actions) {
      case Box box -> new ActionScale(algorithm, box);
      case Finite _ -> AS_THEY_ARE;
    };
  }

  /** The scale of this box. */
  public ActionScale(String algorithm, Box actions) {
    int n = actions.size();
    Parameters bounds = new Parameters("bounds");
    Parameters.Parameter c = bounds.add("centre", 1, n);
    Parameters.Parameter s = bounds.add("scale", 1, n);
    float[] values = bounds.values();
    boolean plain = true;
    for (int i = 0; i < n; i++) {
      float low = actions.low(i);
      float high = actions.high(i);
      if (!(high - low > 0 && high - low < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            algorithm + ": actions must have finite bounds that differ, but are in " + actions);
      }
      values[c.at() + i] = (high + low) / 2;
      values[s.at() + i] = (high - low) / 2;
      plain &= low == -1 && high == 1;
    }
    bounds.written();
    unit = plain;
    centre = c.variable();
    scale = s.variable();
  }

  /** What the environment calls {@code x}, {@code [B, A]} in [−1, 1]. */
  public Var toBox(Var x) {
    return unit ? x : centre.plus(scale.times(x));
  }

  /** The numbers in [−1, 1] that stand for actions of the environment, {@code [B, A]}. */
  public Var toUnit(Var actions) {
    return unit ? actions : actions.minus(centre).div(scale);
  }
}
