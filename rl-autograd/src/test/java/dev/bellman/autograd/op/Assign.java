package dev.bellman.autograd.op;

import java.util.List;

/**
 * An effect that writes its input into a store.
 *
 * @param store what is written from its first number on
 */
public record Assign(Store store) implements Effect {

  @Override
  public List<Store> writes() {
    return List.of(store);
  }

  @Override
  public void run(Region[] in, Region out) {
    in[0].copyTo(store.values(), 0);
    store.written();
    out.set(in[0].size());
  }
}
