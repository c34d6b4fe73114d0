package dev.bellman.autograd.op;

/**
 * A part of a {@link Store}: a parameter. Reads see all writes that were made before.
 *
 * @param store where the numbers lie
 * @param at the index of the first
 * @param extent a fixed extent
 * @param label the name of the parameter
 */
public record Stored(Store store, int at, Extent extent, String label) implements Leaf {

  @Override
  public String name() {
    return label;
  }

  @Override
  public void run(Region[] inputs, Region out) {}

  @Override
  public void interpret(Matrix[] inputs, Matrix out) {
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = store.values()[at + i];
    }
  }
}
