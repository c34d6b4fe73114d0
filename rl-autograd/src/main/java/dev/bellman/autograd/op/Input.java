package dev.bellman.autograd.op;

/** What a caller writes before each run: rows of data, or a number that changes. */
public final class Input implements Leaf {
  private final String label;
  private final Extent extent;

  Input(String label, Extent extent) {
    this.label = label;
    this.extent = extent;
  }

  @Override
  public String name() {
    return label;
  }

  @Override
  public Extent extent() {
    return extent;
  }

  @Override
  public void run(Region[] inputs, Region out) {}

  @Override
  public void interpret(Matrix[] inputs, Matrix out) {
    throw new IllegalArgumentException("Interpreter: input " + label + " has no value");
  }
}
