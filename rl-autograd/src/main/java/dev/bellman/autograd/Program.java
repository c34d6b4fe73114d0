package dev.bellman.autograd;

import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.plan.Plan;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;

/**
 * Expressions and updates, compiled: a flat list of kernel calls over one planned array.
 *
 * <pre>{@code
 * Program update = Program.of(loss, adam.minimize(loss));
 * update.prepare(256);                                  // rows of the batch
 * update.region(observations).copyFrom(data, 0, 256);   // write the inputs
 * update.run();
 * float l = update.scalar(loss);
 * }</pre>
 *
 * <p>Results are evaluated in the order in which they are listed; an update is a result with an
 * effect, and what is listed later sees the parameters that it wrote. Inputs keep what was written
 * to them. The number of rows may change from run to run; running allocates nothing unless there
 * are more rows than ever before. Not thread-safe.
 */
public final class Program {
  private final Plan plan;

  Program(Plan plan) {
    this.plan = plan;
  }

  /**
   * Compiles.
   *
   * @param results expressions to keep and updates to make, in order
   */
  public static Program of(Var... results) {
    return of(List.of(results));
  }

  /**
   * Compiles.
   *
   * @param results expressions to keep and updates to make, in order
   */
  public static Program of(List<Var> results) {
    return of(Workers.of(1), results);
  }

  /**
   * Compiles for several threads; the bits do not depend on how many.
   *
   * @param workers who shares the work; programs with the same workers must not run at the same
   *     time
   * @param results expressions to keep and updates to make, in order
   */
  public static Program of(Workers workers, List<Var> results) {
    return new Program(Plan.compile(results, workers));
  }

  /** Compiles, as {@link #of(Workers, List)}. */
  public static Program of(Workers workers, Var... results) {
    return of(workers, List.of(results));
  }

  /**
   * Sets the number of rows of the batch, B, and makes room for them.
   *
   * @throws IllegalArgumentException if there is none
   */
  public void prepare(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("Program: rows must be at least 1, but are " + rows);
    }
    plan.prepare(rows);
  }

  /** Evaluates all results with the inputs as they are. */
  public void run() {
    plan.run();
  }

  /** Runs and takes the time of each step, for {@link #explain}. */
  public void runTimed() {
    plan.runTimed();
  }

  /**
   * Where an input is to be written or a result lies. The object is valid for good; the array that
   * it names is another one after {@link #prepare} with more rows than ever before.
   *
   * @throws IllegalArgumentException if this is neither an input nor a result of the program
   */
  public Region region(Var v) {
    Region region = plan.region(v);
    if (region == null) {
      throw new IllegalArgumentException(
          "Program: " + v + " is neither an input that is used nor a result");
    }
    return region;
  }

  /** Whether this is an input that is used or a result, so that it has a {@link #region}. */
  public boolean uses(Var v) {
    return plan.region(v) != null;
  }

  /** The value of a result that is one number. */
  public float scalar(Var result) {
    return region(result).scalar();
  }

  /** Sets an input that is one number. */
  public void set(Var input, float value) {
    region(input).set(value);
  }

  /** A table with a row a step: operation, shape, FLOP, bytes, time of the last timed run. */
  public String explain() {
    return plan.explain();
  }
}
