package dev.bellman.autograd.op;

/** The number of rows of the run: what a mean over the batch divides by. Whoever runs sets it. */
public record BatchSize() implements Leaf {

  @Override
  public Extent extent() {
    return Extent.SCALAR;
  }

  @Override
  public void run(Region[] inputs, Region out) {}

  @Override
  public void interpret(Matrix[] inputs, Matrix out) {}
}
