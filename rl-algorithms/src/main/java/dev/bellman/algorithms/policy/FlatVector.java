package dev.bellman.algorithms.policy;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.List;

/** Results of a program, one for each parameter of a network, as one vector that lies as those. */
final class FlatVector {
  private final Region[] parts;
  private final int[] at;

  /**
   * The vector of some results.
   *
   * @param results each of the extent of the parameter in its place
   */
  FlatVector(Parameters layout, Program program, List<Var> results) {
    parts = results.stream().map(program::region).toArray(Region[]::new);
    at = layout.all().stream().mapToInt(Parameters.Parameter::at).toArray();
  }

  /** Copies what the last run gave to {@code out}. */
  void copyTo(float[] out) {
    for (int i = 0; i < parts.length; i++) {
      parts[i].copyTo(out, at[i]);
    }
  }
}
