package dev.bellman.autograd.op;

import dev.bellman.autograd.Trial;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** For each operation that has a derivative (maybe zero) a random expression whose root it is. */
final class OpCases {
  private final Map<Class<? extends Op>, Function<Trial, Var>> cases = new HashMap<>();

  private OpCases() {}

  static Map<Class<? extends Op>, Function<Trial, Var>> all() {
    OpCases all = new OpCases();
    all.unary();
    all.binary();
    all.rows();
    all.shapes();
    all.cases.put(MatMul.class, OpCases::matMul);
    all.cases.put(EnsembleProduct.class, OpCases::ensembleProduct);
    all.cases.put(Affine.class, OpCases::affine);
    all.cases.put(ReluGradient.class, t -> activationGradient(t, new ReluGradient()));
    all.cases.put(TanhGradient.class, t -> activationGradient(t, new TanhGradient()));
    all.cases.put(SiluGradient.class, t -> activationGradient(t, new SiluGradient()));
    all.cases.put(Select.class, OpCases::select);
    all.cases.put(CustomOp.class, t -> Var.of(new Cube(), t.variable(t.extent())));
    return all.cases;
  }

  private void unary() {
    cases.put(Negate.class, t -> t.variable(t.extent()).unaryMinus());
    cases.put(Exp.class, t -> t.variable(t.extent()).exp());
    cases.put(Log.class, t -> positive(t).log());
    cases.put(Tanh.class, t -> t.variable(t.extent()).tanh());
    cases.put(Sigmoid.class, t -> t.variable(t.extent()).sigmoid());
    cases.put(Softplus.class, t -> t.variable(t.extent()).softplus());
    cases.put(Relu.class, t -> t.variable(t.extent(), t.awayFromZero(0.01)).relu());
    cases.put(Silu.class, t -> t.variable(t.extent()).silu());
    cases.put(SquareRoot.class, t -> positive(t).sqrt());
    cases.put(Absolute.class, t -> t.variable(t.extent(), t.awayFromZero(0.01)).abs());
    cases.put(Sine.class, t -> t.variable(t.extent()).sin());
    cases.put(Cosine.class, t -> t.variable(t.extent()).cos());
  }

  private static Var positive(Trial t) {
    return t.variable(t.extent(), () -> t.random().nextDouble(0.2, 3));
  }

  private void binary() {
    cases.put(Add.class, t -> smooth(t, new Add()));
    cases.put(Subtract.class, t -> smooth(t, new Subtract()));
    cases.put(Multiply.class, t -> smooth(t, new Multiply()));
    cases.put(
        Divide.class,
        t -> {
          Extent e = t.extent();
          Var a = t.variable(t.repeatingTo(e));
          return a.div(t.variable(t.repeatingTo(e), t.awayFromZero(0.5)));
        });
    cases.put(Minimum.class, t -> kinked(t, new Minimum()));
    cases.put(Maximum.class, t -> kinked(t, new Maximum()));
    cases.put(Greater.class, t -> kinked(t, new Greater()));
  }

  private static Var smooth(Trial t, Op op) {
    Extent e = t.extent();
    Var a = t.variable(t.repeatingTo(e));
    Var b = t.random().nextInt(4) == 0 ? a : t.variable(t.repeatingTo(e));
    return Var.of(op, a, b);
  }

  private static Var kinked(Trial t, Op op) {
    Extent e = t.extent();
    Var a = t.variable(t.repeatingTo(e), t.multiples(true));
    return Var.of(op, a, t.variable(t.repeatingTo(e), t.multiples(false)));
  }

  private void rows() {
    cases.put(Softmax.class, t -> t.variable(t.extent()).softmax());
    cases.put(LogSoftmax.class, t -> t.variable(t.extent()).logSoftmax());
    cases.put(LogSumExp.class, t -> t.variable(t.extent()).logSumExp());
    cases.put(ArgMax.class, t -> t.distinct(t.extent()).argMax());
    cases.put(
        Gather.class,
        t -> {
          Extent e = t.extent();
          return t.variable(e).gather(indices(t, e.column(), e.columns()));
        });
    cases.put(
        Scatter.class,
        t -> {
          Extent e = t.extent();
          return t.variable(e.column()).scatter(indices(t, e.column(), e.columns()), e.columns());
        });
  }

  private static Var indices(Trial t, Extent extent, int columns) {
    return t.data(extent, () -> t.random().nextInt(columns));
  }

  private void shapes() {
    cases.put(
        SumTo.class,
        t -> {
          Extent e = t.extent();
          return Var.of(new SumTo(t.repeatingTo(e)), t.variable(e));
        });
    cases.put(SumOfSquares.class, t -> t.variable(t.extent()).sumOfSquares());
    cases.put(
        BroadcastTo.class,
        t -> {
          Extent e = t.extent();
          return Var.of(new BroadcastTo(e), t.variable(t.repeatingTo(e)));
        });
    cases.put(
        Regroup.class,
        t -> {
          Extent e = t.extent();
          int k = t.random().nextInt(1, 4);
          Extent wide = new Extent(e.rows(), e.batched(), k * e.columns());
          Extent tall = new Extent(k * e.rows(), e.batched(), e.columns());
          boolean up = t.random().nextBoolean();
          return Var.of(new Regroup(up ? tall : wide), t.variable(up ? wide : tall));
        });
    cases.put(
        ConcatColumns.class,
        t -> {
          Extent e = t.extent();
          Var a = t.variable(e);
          Var b = t.variable(new Extent(e.rows(), e.batched(), t.size()));
          return t.random().nextBoolean() ? Var.concat(a, b, a) : Var.concat(a);
        });
    cases.put(
        SliceColumns.class,
        t -> {
          Extent e = t.extent();
          int from = t.random().nextInt(e.columns());
          int to = t.random().nextInt(from, e.columns()) + 1;
          return Var.of(new SliceColumns(from, to), t.variable(e));
        });
    cases.put(
        PadColumns.class,
        t -> {
          Extent e = t.extent();
          int from = t.random().nextInt(3);
          int columns = from + e.columns() + t.random().nextInt(3);
          return Var.of(new PadColumns(from, columns), t.variable(e));
        });
  }

  private static Var matMul(Trial t) {
    boolean transposeA = t.random().nextBoolean();
    boolean transposeB = t.random().nextBoolean();
    int m = t.size();
    int n = t.size();
    int k = t.size();
    boolean batched = t.random().nextBoolean() && !(transposeA && transposeB);
    // the batch may be the rows that remain of A, or what A and B are summed over
    Extent a = transposeA ? new Extent(k, batched, m) : new Extent(m, batched, k);
    Extent b = transposeB ? Extent.of(n, k) : new Extent(k, transposeA && batched, n);
    boolean same = a.equals(b) && t.random().nextBoolean();
    Var x = t.variable(a);
    return x.matmul(transposeA, same ? x : t.variable(b), transposeB);
  }

  private static Var ensembleProduct(Trial t) {
    int members = t.random().nextInt(1, 4);
    boolean shared = t.random().nextBoolean();
    int in = t.size();
    int out = t.size();
    Extent rows = t.extent();
    Extent x = new Extent(rows.rows(), rows.batched(), shared ? in : members * in);
    Extent y = new Extent(rows.rows(), rows.batched(), members * out);
    Extent w = Extent.of(members * in, out);
    EnsembleProduct.Form form =
        EnsembleProduct.Form.values()[t.random().nextInt(EnsembleProduct.Form.values().length)];
    EnsembleProduct product = new EnsembleProduct(members, shared, form);
    return switch (form) {
      case FORWARD -> Var.of(product, t.variable(x), t.variable(w));
      case BACKWARD -> Var.of(product, t.variable(y), t.variable(w));
      case WEIGHT -> Var.of(product, t.variable(x), t.variable(y));
    };
  }

  /** Pre-activations keep away from the kink of relu: weights are small, biases are not. */
  private static Var affine(Trial t) {
    int members = t.random().nextInt(1, 4);
    int in = t.size();
    int out = t.size();
    Extent rows = t.extent();
    int columns = t.random().nextBoolean() ? in : members * in;
    Activation activation = Activation.values()[t.random().nextInt(Activation.values().length)];
    return Var.of(
        new Affine(members, activation),
        t.variable(
            new Extent(rows.rows(), rows.batched(), columns), () -> t.random().nextDouble(-1, 1)),
        t.variable(Extent.of(members * in, out), () -> t.random().nextDouble(-0.05, 0.05)),
        t.variable(Extent.of(1, members * out), t.awayFromZero(1)));
  }

  private static Var activationGradient(Trial t, Op op) {
    Extent e = t.extent();
    return Var.of(op, t.variable(e), t.variable(e, t.awayFromZero(0.01)));
  }

  private static Var select(Trial t) {
    Extent e = t.extent();
    Var mask = t.data(e, () -> t.random().nextInt(2) * t.random().nextInt(1, 3));
    Var a = t.variable(e);
    return mask.select(a, t.random().nextInt(4) == 0 ? a : t.variable(e));
  }
}
