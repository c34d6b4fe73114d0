package dev.bellman.algorithms.model;

import dev.bellman.algorithms.Fixture;

/** What dynamics.py wrote: weights and data of a model, and what PyTorch makes of them. */
final class DynamicsFixture extends Fixture {

  /** Reads {@code name.safetensors}. */
  DynamicsFixture(String name) {
    super(name);
  }

  float[] floats(String name) {
    return floats(get(name));
  }

  boolean[] flags(String name, int size) {
    return flags(name, 0, size);
  }
}
