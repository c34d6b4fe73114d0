package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Leaf;
import dev.bellman.autograd.op.PackedWeights;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Store;
import dev.bellman.autograd.op.Var;
import java.util.Set;

/** The value of an expression at one point of a run: where it lies and how long it is needed. */
final class Value {
  final Var var;
  final Region region;

  /** The stores that it was computed from: a write to one of them makes it stale. */
  final Set<Store> stores;

  /** The copies of which every worker has its own, or null. */
  final PackedWeights weights;

  /** Whether it keeps its place for good: a user can hold it, or it is never computed again. */
  boolean pinned;

  /** Whether it lies where its reader wants it, and not in the arena. */
  boolean settled;

  /** Whether one phase alone sees it, row by row. */
  boolean local;

  /** Where it lies in the array that it shares with others. */
  int offset;

  /** When it is computed, and when it is read for the last time; −1 for never. */
  int first = -1;

  int last = -1;

  Value(Var var, Set<Store> stores) {
    this.var = var;
    this.stores = stores;
    this.region = new Region(var.columns());
    this.weights = null;
  }

  /** Weights of a store as the matrix product reads them; the region is the caller's copy. */
  Value(Var stored, Store store, PackedWeights weights) {
    this.var = stored;
    this.stores = Set.of(store);
    this.region = new Region(var.columns(), true);
    this.weights = weights;
    weights.of(0).place(region);
    pinned = true;
  }

  /** Moves what is computed to where its reader wants it, if it has no place of its own yet. */
  void moveTo(Region home) {
    boolean computed = !(var.op() instanceof Leaf) && !(var.op() instanceof Effect);
    if (home != null && computed && !pinned && !settled && !extent().batched()) {
      region.place(home.array(), home.at());
      settled = true;
    }
  }

  Extent extent() {
    return var.extent();
  }

  /** Whether it shares an array with values that are needed at other times. */
  boolean isPassing() {
    return !pinned && !settled && first >= 0;
  }
}
