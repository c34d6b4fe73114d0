package dev.bellman.algorithms.learner;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.training.DivergenceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The figures of a learner's last update: what it reports, and which of them must be finite.
 *
 * <pre>{@code
 * figures = new Figures("sac").loss("criticLoss", update, criticLoss).also("entropy", update, entropy);
 * update.run();
 * figures.updated();
 * }</pre>
 */
public final class Figures {
  private final String algorithm;
  private final List<Figure> all = new ArrayList<>();
  private Region[] losses = {};
  private long updates;

  private record Figure(String name, Region region, boolean loss) {}

  /** No figures yet of an algorithm that messages call by this name. */
  public Figures(String algorithm) {
    this.algorithm = algorithm;
  }

  /** Reports a number that must be finite. */
  public Figures loss(String name, Program program, Var value) {
    add(name, program, value, true);
    losses = all.stream().filter(Figure::loss).map(Figure::region).toArray(Region[]::new);
    return this;
  }

  /** Reports a number. */
  public Figures also(String name, Program program, Var value) {
    add(name, program, value, false);
    return this;
  }

  private void add(String name, Program program, Var value, boolean loss) {
    all.add(new Figure(name, program.region(value), loss));
  }

  /** All figures by name, in the order in which they were added. */
  public Map<String, Double> read() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Figure figure : all) {
      figures.put(figure.name, (double) figure.region.scalar());
    }
    return figures;
  }

  /**
   * Counts an update and checks its losses.
   *
   * @return how many there were, this one included
   * @throws DivergenceException if a loss is not finite
   */
  public long updated() {
    return updated(1);
  }

  /** Counts several updates, of which the losses of the last are checked. */
  public long updated(long count) {
    updates += count;
    requireFinite();
    return updates;
  }

  /**
   * Checks the losses.
   *
   * @throws DivergenceException if one is not finite
   */
  public void requireFinite() {
    float sum = 0;
    for (Region loss : losses) {
      sum += loss.scalar() - loss.scalar(); // 0, or NaN if it is not finite
    }
    if (sum != 0) {
      StringJoiner values = new StringJoiner(", ");
      all.stream().filter(Figure::loss).forEach(f -> values.add(f.name + " " + f.region.scalar()));
      throw new DivergenceException(
          algorithm
              + ": update "
              + updates
              + " is not finite: "
              + values
              + "; try a smaller learningRate");
    }
  }

  /** Updates so far. */
  public long updates() {
    return updates;
  }

  /** Goes on counting after so many updates. */
  public void resume(long count) {
    updates = count;
  }
}
