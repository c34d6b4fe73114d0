package dev.bellman.envs.lqr;

import dev.bellman.core.random.Pcg64;

/** Random problems and gains, of many sizes. */
final class RandomSystems {
  private final Pcg64 random;

  RandomSystems(long seed) {
    random = Pcg64.of(seed);
  }

  /** A problem with 1 … 5 states and 1 … 3 actions whose A may be unstable, but not by much. */
  LinearQuadratic system(double gamma, double noise) {
    int n = 1 + random.integers(5);
    int m = 1 + random.integers(3);
    double[][] root = matrix(n, n, 1);
    double[][] other = matrix(m, m, 0.5);
    return new LinearQuadratic(
        matrix(n, n, 0.6 / Math.sqrt(n)),
        matrix(n, m, 1),
        Matrices.symmetric(Matrices.product(Matrices.transpose(root), root)),
        Matrices.symmetric(
            Matrices.sum(
                Matrices.identity(m, 0.5), 1, Matrices.product(Matrices.transpose(other), other))),
        gamma,
        noise,
        new Start.Normal(1));
  }

  double[][] matrix(int rows, int columns, double scale) {
    double[][] m = new double[rows][columns];
    for (double[] row : m) {
      for (int j = 0; j < columns; j++) {
        row[j] = scale * random.nextGaussian();
      }
    }
    return m;
  }

  /** A gain that is not the best, but near enough to keep the cost finite. */
  double[][] gain(LinearQuadratic lq) {
    return Matrices.sum(Riccati.solve(lq).gain(), 1, matrix(lq.actions(), lq.states(), 0.05));
  }

  double[] vector(int n) {
    return matrix(1, n, 1)[0];
  }
}
