package dev.bellman.bench.jmh;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.random.Pcg64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Acting: a network 17-256-256-12 with ReLU applied to few rows, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ActBenchmark {
  private static final int IN = 17;
  private static final List<Integer> HIDDEN = List.of(256, 256);
  private static final int OUT = 12;

  /** How many environments wait for an action. */
  @Param({"1", "8"})
  public int rows;

  private final Parameters parameters = new Parameters("policy");
  private final Var x = Var.input("x", IN);
  private float[] observations;
  private Program program;
  private Region in;
  private Region out;

  /** Made by JMH. */
  public ActBenchmark() {}

  /** Makes the network and holds the last row's results against sums of products. */
  @Setup
  public void prepare() {
    Mlp network =
        new Mlp(
            parameters,
            "policy",
            IN,
            HIDDEN,
            OUT,
            Activation.RELU,
            Initializer.uniform(),
            Initializer.uniform(),
            Pcg64.of(0));
    Var y = network.apply(x);
    program = Program.of(y);
    program.prepare(rows);
    in = program.region(x);
    out = program.region(y);
    observations = Samples.wave(rows * IN);
    act();
    double[] right = lastRow();
    for (int j = 0; j < OUT; j++) {
      Samples.check("output " + j, right[j], out.get(rows - 1, j), 1e-5);
    }
  }

  /** Observations in, results out. */
  @Benchmark
  public float[] act() {
    in.copyFrom(observations, 0, rows);
    program.run();
    return out.array();
  }

  private double[] lastRow() {
    double[] units = new double[IN];
    for (int i = 0; i < IN; i++) {
      units[i] = observations[(rows - 1) * IN + i];
    }
    List<Parameters.Parameter> all = parameters.all();
    for (int layer = 0; layer < all.size(); layer += 2) {
      units = layer(units, all.get(layer), all.get(layer + 1), layer + 2 < all.size());
    }
    return units;
  }

  private double[] layer(
      double[] units, Parameters.Parameter weight, Parameters.Parameter bias, boolean hidden) {
    double[] next = new double[weight.columns()];
    for (int j = 0; j < next.length; j++) {
      double sum = parameters.values()[bias.at() + j];
      for (int i = 0; i < units.length; i++) {
        sum += units[i] * parameters.values()[weight.at() + i * next.length + j];
      }
      next[j] = hidden ? Math.max(sum, 0) : sum;
    }
    return next;
  }
}
