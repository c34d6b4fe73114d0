package dev.bellman.bench.run;

import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Parameters.Parameter;
import dev.bellman.autograd.io.SafeTensor;
import dev.bellman.bench.config.UsageException;
import dev.bellman.core.checkpoint.Checkpoint;
import dev.bellman.core.checkpoint.CheckpointDiff;
import dev.bellman.core.training.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checkpoints of runs: all of a training, and what of the machine its bits depend on. */
public final class Checkpoints {
  private static final String KERNELS = "kernels";
  private static final String LANES = "lanes";

  private Checkpoints() {}

  static void save(Path folder, RunConfig config, Training training) {
    Machine machine = Machine.current();
    Map<String, String> about =
        Map.of(
            "algorithm",
            config.algorithm(),
            "environment",
            config.environment(),
            KERNELS,
            machine.kernels(),
            LANES,
            Integer.toString(machine.lanes()));
    List<SafeTensor> weights = new ArrayList<>();
    training.parameters().forEach((name, network) -> add(name, network, weights));
    Checkpoint.write(folder, training.steps(), about, training, weights);
  }

  /**
   * Restores a training to go on with it; false if there is no checkpoint.
   *
   * @throws UsageException if it was made with other kernels: it would go on with other bits
   */
  static boolean resume(Path folder, Training training) {
    if (!Checkpoint.exists(folder)) {
      return false;
    }
    Checkpoint checkpoint = Checkpoint.resume(folder);
    Machine machine = Machine.current();
    Machine before =
        new Machine(
            checkpoint.about().get(KERNELS),
            Integer.parseInt(checkpoint.about().getOrDefault(LANES, "0")));
    if (!before.equals(machine)) {
      throw new UsageException(
          "The run was made with "
              + before
              + ", but this machine has "
              + machine
              + ", which might change its bits: use the machine that it ran on or"
              + " -Dbellman.kernels="
              + before.kernels());
    }
    checkpoint.restore(training);
    return true;
  }

  /** Restores a training to look at it; false if there is no checkpoint. */
  static boolean read(Path folder, Training training) {
    if (!Checkpoint.exists(folder)) {
      return false;
    }
    Checkpoint.read(folder).restore(training);
    return true;
  }

  /**
   * A sentence about the first difference between the checkpoints of two runs.
   *
   * @throws UsageException if a folder holds no run
   */
  public static Optional<String> difference(Path left, Path right) {
    return CheckpointDiff.first(
            RunFolder.existing(left).checkpoint(), RunFolder.existing(right).checkpoint())
        .map(CheckpointDiff::toString);
  }

  private static void add(String network, Parameters parameters, List<SafeTensor> out) {
    for (Parameter p : parameters.all()) {
      String name = network + "." + p.name();
      int rows = p.rows();
      int columns = p.columns();
      if (rows == 1 && !p.name().endsWith("weight")) {
        float[] vector = new float[columns];
        System.arraycopy(parameters.values(), p.at(), vector, 0, columns);
        out.add(SafeTensor.of(name, vector, columns));
        continue;
      }
      // PyTorch lays a weight [out, in]; ours is [in, out]
      float[] transposed = new float[rows * columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          transposed[j * rows + i] = parameters.values()[p.at() + i * columns + j];
        }
      }
      out.add(SafeTensor.of(name, transposed, columns, rows));
    }
  }
}
