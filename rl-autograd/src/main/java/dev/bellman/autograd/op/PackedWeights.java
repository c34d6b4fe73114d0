package dev.bellman.autograd.op;

import dev.bellman.autograd.op.WeightLayout.Factor;
import dev.bellman.tensor.kernel.CacheLine;
import dev.bellman.tensor.kernel.Kernels;

/**
 * A copy of weights in the order in which the matrix product reads them, brought up to date when
 * their store has changed: once an update, and not once a product.
 */
public final class PackedWeights implements Divisible {
  /**
   * What it takes to copy a number, in operations of a product. Threads share 60 000 numbers and
   * more; to share fewer made no difference.
   */
  private static final long OPERATIONS_A_NUMBER = 5;

  private final Store store;
  private final WeightLayout layout;
  private final boolean transposed;
  private final int members;
  private final int in;
  private final int out;
  private final int size;
  private final float[] copy;

  /** All members' weights side by side, [in, E·out], if they are stacked. */
  private final float[] sideBySide;

  private boolean everPacked;
  private boolean stale;
  private int version;

  PackedWeights(Store store, WeightLayout layout) {
    boolean stacked = layout.factor() == Factor.STACKED;
    this.store = store;
    this.layout = layout;
    this.transposed = layout.factor() != Factor.WEIGHT;
    this.in = layout.extent().rows() / layout.members();
    this.members = stacked ? 1 : layout.members();
    this.out = stacked ? layout.members() * layout.extent().columns() : layout.extent().columns();
    this.size = Kernels.active().packedSize(transposed ? out : in, transposed ? in : out);
    this.copy = new float[CacheLine.FIRST + members * size];
    this.sideBySide = stacked ? new float[in * out] : null;
  }

  /** Where the copy lies: for good. */
  public Region region() {
    Region region = new Region(layout.extent().columns(), true);
    region.place(copy, CacheLine.FIRST);
    region.resize(layout.extent().rows());
    return region;
  }

  @Override
  public String name() {
    return "Pack." + layout.factor();
  }

  @Override
  public long begin(Region[] inputs, Region region) {
    stale = !everPacked || version != store.version();
    everPacked = true;
    version = store.version();
    return stale ? OPERATIONS_A_NUMBER * flop(inputs, region) : 0;
  }

  @Override
  public void runPart(int round, int part, int parts, Region[] inputs, Region region) {
    if (!stale) { // it shares a phase with others that are
      return;
    }
    int to = cut(part + 1, parts);
    for (int from = cut(part, parts); from < to; from = Math.min(to, (from / in + 1) * in)) {
      int e = from / in;
      pack(e, from - e * in, Math.min(to - e * in, in));
    }
  }

  /** Where the E·in rows are cut: at the start of a panel, where rows become columns of panels. */
  private int cut(int part, int parts) {
    int row = (int) ((long) members * in * part / parts);
    int least = Kernels.active().panelColumns();
    return part == parts ? row : row / in * in + row % in / least * least;
  }

  private void pack(int e, int from, int to) {
    Kernels kernels = Kernels.active();
    int k = transposed ? out : in;
    int n = transposed ? in : out;
    int at = CacheLine.FIRST + e * size;
    if (sideBySide == null) {
      int first = layout.at() + e * in * out;
      kernels.pack(transposed, k, n, store.values(), first, out, from, to, copy, at);
    } else {
      stack(from, to);
      kernels.pack(transposed, k, n, sideBySide, 0, out, from, to, copy, at);
    }
  }

  private void stack(int from, int to) {
    int columns = layout.extent().columns();
    for (int e = 0; e < layout.members(); e++) {
      for (int i = from; i < to; i++) {
        int row = layout.at() + (e * in + i) * columns;
        System.arraycopy(store.values(), row, sideBySide, i * out + e * columns, columns);
      }
    }
  }

  @Override
  public long flop(Region[] inputs, Region region) {
    return (long) members * in * out;
  }
}
