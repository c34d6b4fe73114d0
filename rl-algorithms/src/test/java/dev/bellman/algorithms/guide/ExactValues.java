package dev.bellman.algorithms.guide;

import dev.bellman.core.exact.ExactMethod;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.Tolerance;
import dev.bellman.core.exact.ValueIterationV;
import dev.bellman.envs.Environments;
import dev.bellman.tensor.parallel.Workers;
import java.util.Map;

/** Value iteration on a frozen lake. */
public class ExactValues {

  /** Prints the value of the start after each sweep. */
  public static void main(String[] args) {
    FiniteMdp mdp = Environments.mdp("FrozenLake-v1", Map.of(), 0.99);
    ExactMethod method = new ValueIterationV(mdp, Tolerance.standard(), Workers.of(2));
    while (method.improve()) {
      System.out.println(method.iterations() + ": " + mdp.startValue(method.values()));
    }
  }
}
