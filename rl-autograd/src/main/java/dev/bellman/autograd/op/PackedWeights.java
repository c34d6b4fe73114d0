package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;

/**
 * A copy of weights in the order in which the matrix product reads them, brought up to date when
 * their store has changed: once an update, and not once a product.
 */
public final class PackedWeights implements Divisible {
  /** The first element of a large array that lies on a cache line, after its header of 16 bytes. */
  private static final int FIRST = 12;

  private final Store store;
  private final WeightLayout layout;
  private final int in;
  private final int out;
  private final int size;
  private final int panels;
  private final float[] copy;
  private boolean everPacked;
  private boolean stale;
  private int version;

  PackedWeights(Store store, WeightLayout layout) {
    Kernels kernels = Kernels.active();
    this.store = store;
    this.layout = layout;
    this.in = layout.extent().rows() / layout.members();
    this.out = layout.extent().columns();
    int columns = layout.transposed() ? in : out;
    this.size = kernels.packedSize(layout.transposed() ? out : in, columns);
    this.panels = (columns + kernels.panelColumns() - 1) / kernels.panelColumns();
    this.copy = new float[FIRST + layout.members() * size];
  }

  /** Where the copy lies: for good. */
  public Region region() {
    Region region = new Region(out, true);
    region.place(copy, FIRST);
    region.resize(layout.extent().rows());
    return region;
  }

  @Override
  public String name() {
    return layout.transposed() ? "PackTransposed" : "Pack";
  }

  @Override
  public long begin(Region[] inputs, Region region) {
    stale = !everPacked || version != store.version();
    everPacked = true;
    version = store.version();
    return stale ? flop(inputs, region) : 0;
  }

  @Override
  public void runPart(int round, int part, int parts, Region[] inputs, Region region) {
    if (!stale) { // it shares a phase with others that are
      return;
    }
    int all = layout.members() * panels;
    for (int p = all * part / parts; p < all * (part + 1) / parts; p++) {
      int e = p / panels;
      int panel = p % panels;
      Kernels.active()
          .pack(
              layout.transposed(),
              layout.transposed() ? out : in,
              layout.transposed() ? in : out,
              store.values(),
              layout.at() + e * in * out,
              out,
              panel,
              panel + 1,
              copy,
              FIRST + e * size);
    }
  }

  @Override
  public long flop(Region[] inputs, Region region) {
    return (long) layout.members() * in * out;
  }
}
