package dev.bellman.algorithms.offline;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.function.DoubleSupplier;

/**
 * What a critic thinks of what the policy would do in the states of the last batch, computed when
 * it is asked for: beside the value of what was done, it shows how far the two have shifted apart.
 */
final class PolicyValue implements DoubleSupplier {
  private final Program program;
  private final Region observations;
  private final Region batch;
  private final Region value;
  private final int rows;

  /**
   * The mean of {@code value} over the observations of an update.
   *
   * @param observation the input of both
   * @param value E Q(s, μ(s)), {@code [1, 1]}
   * @param update whose observations count
   * @param rows of a batch
   */
  PolicyValue(Var observation, Var value, Program update, int rows) {
    program = Program.of(value);
    program.prepare(rows);
    update.prepare(rows);
    this.observations = program.region(observation);
    this.batch = update.region(observation);
    this.value = program.region(value);
    this.rows = rows;
  }

  @Override
  public double getAsDouble() {
    observations.copyFrom(batch.array(), batch.at(), rows);
    program.run();
    return value.scalar();
  }
}
