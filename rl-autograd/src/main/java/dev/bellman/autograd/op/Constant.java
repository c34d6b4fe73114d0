package dev.bellman.autograd.op;

import java.util.Arrays;

/**
 * One number that never changes.
 *
 * @param value the number
 */
public record Constant(float value) implements Leaf {

  @Override
  public Extent extent() {
    return Extent.SCALAR;
  }

  @Override
  public String name() {
    return String.valueOf(value);
  }

  @Override
  public void run(Region[] inputs, Region out) {
    out.set(value);
  }

  @Override
  public void interpret(Matrix[] inputs, Matrix out) {
    Arrays.fill(out.values(), value);
  }
}
