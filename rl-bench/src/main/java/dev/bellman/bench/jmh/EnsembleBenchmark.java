package dev.bellman.bench.jmh;

import dev.bellman.autograd.Gradient;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.nn.Ensemble;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.random.Pcg64;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * A loss and its gradient for models of the world, 24-200-200-200-200-36 with ReLU and 256 rows, by
 * the number of models; the cost should grow no faster than it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class EnsembleBenchmark {
  private static final int IN = 24;
  private static final List<Integer> HIDDEN = List.of(200, 200, 200, 200);
  private static final int OUT = 36;
  private static final int ROWS = 256;

  /** E; 1 is a network alone. */
  @Param({"1", "2", "5", "7"})
  public int members;

  /** Threads of a run. */
  @Param({"1", "2"})
  public int threads;

  private final Parameters parameters = new Parameters("models");
  private Workers workers;
  private Program program;
  private Var loss;
  private List<Var> gradient;

  /** Made by JMH. */
  public EnsembleBenchmark() {}

  /**
   * Makes the models and holds the gradient g against the loss on both sides of the parameters:
   * {@code (L(θ + ε·g) − L(θ − ε·g)) / 2ε = ‖g‖²}.
   */
  @Setup
  public void prepare() {
    Var x = Var.input("x", IN);
    Var y = models(x);
    loss = y.minus(1).square().sumColumns().mean();
    gradient = Gradient.of(loss, parameters.variables());
    List<Var> results = new ArrayList<>(gradient);
    results.addFirst(loss);
    workers = Workers.of(threads);
    program = Program.of(workers, results);
    program.prepare(ROWS);
    program.region(x).copyFrom(Samples.wave(ROWS * IN), 0, ROWS);
    check(gradient());
  }

  private Var models(Var x) {
    Initializer initializer = Initializer.uniform();
    Pcg64 random = Pcg64.of(0);
    return members == 1
        ? new Mlp(
                parameters,
                "model",
                IN,
                HIDDEN,
                OUT,
                Activation.RELU,
                initializer,
                initializer,
                random)
            .apply(x)
        : new Ensemble(
                parameters,
                "models",
                members,
                IN,
                HIDDEN,
                OUT,
                Activation.RELU,
                initializer,
                initializer,
                random)
            .apply(x);
  }

  private void check(float at) {
    float[] g = new float[parameters.size()];
    double square = 0;
    for (int i = 0; i < gradient.size(); i++) {
      program.region(gradient.get(i)).copyTo(g, parameters.all().get(i).at());
    }
    for (float partial : g) {
      square += (double) partial * partial;
    }
    double epsilon = 0.01 * at / square; // the loss changes by a hundredth
    float[] theta = parameters.values().clone();
    double difference = lossAt(theta, g, epsilon) - lossAt(theta, g, -epsilon);
    Samples.check("slope along the gradient", square, difference / (2 * epsilon), 0.01);
    lossAt(theta, g, 0);
  }

  private double lossAt(float[] theta, float[] g, double epsilon) {
    for (int i = 0; i < g.length; i++) {
      parameters.values()[i] = (float) (theta[i] + epsilon * g[i]);
    }
    parameters.written();
    return gradient();
  }

  /** Forward and backward; the weights stay. */
  @Benchmark
  public float gradient() {
    program.run();
    return program.scalar(loss);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    workers.close();
  }
}
