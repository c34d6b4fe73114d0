package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/** Fresh independent random numbers in every run: equal only to itself, drawn once a run. */
public final class Noise implements Leaf {

  /** What is drawn. */
  public enum Law {
    /** Uniform in [0, 1), multiples of 2⁻²⁴. */
    UNIFORM,
    /** Standard normal. */
    NORMAL
  }

  private final NoiseSource source;
  private final Law law;
  private final Extent extent;

  Noise(NoiseSource source, Law law, Extent extent) {
    this.source = source;
    this.law = law;
    this.extent = extent;
  }

  @Override
  public String name() {
    return law == Law.NORMAL ? "NormalNoise" : "UniformNoise";
  }

  @Override
  public Extent extent() {
    return extent;
  }

  @Override
  public void run(Region[] inputs, Region out) {
    draw(out.size(), out.array(), out.at());
  }

  @Override
  public void interpret(Matrix[] inputs, Matrix out) {
    float[] drawn = new float[out.values().length];
    draw(drawn.length, drawn, 0);
    for (int i = 0; i < drawn.length; i++) {
      out.values()[i] = drawn[i];
    }
  }

  private void draw(int n, float[] out, int outAt) {
    long counter = source.take();
    switch (law) {
      case UNIFORM -> Kernels.active().uniform(n, source.key(), counter, out, outAt);
      case NORMAL -> Kernels.active().normal(n, source.key(), counter, out, outAt);
    }
  }
}
