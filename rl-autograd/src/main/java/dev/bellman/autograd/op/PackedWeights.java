package dev.bellman.autograd.op;

import dev.bellman.autograd.op.WeightLayout.Factor;
import dev.bellman.tensor.kernel.CacheLine;
import dev.bellman.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights in the order in which the matrix product reads them: copies that are brought up to date
 * when their store has changed, once an update and not once a product.
 *
 * <p>Every worker has a copy of its own. To copy a number takes less than to wait for it until
 * another processor has handed over what it wrote last.
 */
public final class PackedWeights {
  private final Store store;
  private final WeightLayout layout;
  private final boolean transposed;
  private final int members;
  private final int in;
  private final int out;
  private final int size;
  private final List<Copy> copies = new ArrayList<>();

  PackedWeights(Store store, WeightLayout layout) {
    boolean stacked = layout.factor() == Factor.STACKED;
    this.store = store;
    this.layout = layout;
    this.transposed = layout.factor() != Factor.WEIGHT;
    this.in = layout.extent().rows() / layout.members();
    this.members = stacked ? 1 : layout.members();
    this.out = stacked ? layout.members() * layout.extent().columns() : layout.extent().columns();
    this.size = Kernels.active().packedSize(transposed ? out : in, transposed ? in : out);
  }

  /** The copy of a worker; the caller of the workers is number 0. */
  public Copy of(int worker) {
    while (copies.size() <= worker) {
      copies.add(new Copy());
    }
    return copies.get(worker);
  }

  /** A copy, for one thread at a time. */
  public final class Copy {
    private final float[] array = new float[CacheLine.FIRST + members * size];

    /** All members' weights side by side, [in, E·out], if they are stacked. */
    private final float[] sideBySide =
        layout.factor() == Factor.STACKED ? new float[in * out] : null;

    private boolean everPacked;
    private int version;

    private Copy() {}

    /** Places the region on this copy, where it lies for good. */
    public void place(Region region) {
      region.place(array, CacheLine.FIRST);
      region.resize(layout.extent().rows());
    }

    /** Copies the weights again if their store has changed. */
    public void refresh() {
      if (everPacked && version == store.version()) {
        return;
      }
      version = store.version();
      everPacked = true;
      float[] weights = store.values();
      int first = layout.at();
      if (sideBySide != null) {
        stack();
        weights = sideBySide;
        first = 0;
      }
      int k = transposed ? out : in;
      int n = transposed ? in : out;
      for (int e = 0; e < members; e++) {
        int from = first + e * in * out;
        int to = CacheLine.FIRST + e * size;
        Kernels.active().pack(transposed, k, n, weights, from, out, array, to);
      }
    }

    private void stack() {
      int columns = layout.extent().columns();
      for (int e = 0; e < layout.members(); e++) {
        for (int i = 0; i < in; i++) {
          int row = layout.at() + (e * in + i) * columns;
          System.arraycopy(store.values(), row, sideBySide, i * out + e * columns, columns);
        }
      }
    }
  }
}
