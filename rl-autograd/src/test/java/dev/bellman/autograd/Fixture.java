package dev.bellman.autograd;

import dev.bellman.autograd.op.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Named matrices that fixtures.py wrote, a line each: name, rows, columns, numbers. */
public final class Fixture {
  private final String file;
  private final Map<String, Matrix> matrices = new HashMap<>();

  private Fixture(String file) {
    this.file = file;
  }

  /** Reads a file beside fixtures.py. */
  public static Fixture read(String file) {
    Fixture fixture = new Fixture(file);
    try (InputStream in = Fixture.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().forEach(fixture::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fixture;
  }

  private void add(String line) {
    String[] cells = line.split(",");
    double[] values = new double[cells.length - 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.parseDouble(cells[i + 3]);
    }
    int rows = Integer.parseInt(cells[1]);
    matrices.put(cells[0], new Matrix(rows, Integer.parseInt(cells[2]), values));
  }

  /** The matrix of that name. */
  public Matrix get(String name) {
    Matrix m = matrices.get(name);
    if (m == null) {
      throw new IllegalArgumentException("Fixture " + file + " has no " + name);
    }
    return m;
  }
}
