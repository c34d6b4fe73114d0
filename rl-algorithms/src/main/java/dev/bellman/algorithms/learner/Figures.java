package dev.bellman.algorithms.learner;

import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.training.DivergenceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.DoubleSupplier;

/**
 * The figures of a learner's last update: what it reports, and which of them must be finite.
 *
 * <pre>{@code
 * figures = new Figures("sac").loss("criticLoss", update, criticLoss).also("entropy", update, entropy);
 * update.run();
 * figures.updated();
 * }</pre>
 *
 * <p>They are part of a learner's state: a training that is resumed reports them until its next
 * update, as one that never stopped does.
 */
public final class Figures implements Stateful {
  private final String algorithm;
  private final List<Figure> all = new ArrayList<>();

  /** Of those that are computed when asked for, what they were when the state was saved. */
  private final Map<String, Double> saved = new HashMap<>();

  private Region[] losses = {};
  private long updates;
  private Phase phase = new Phase(0, Long.MAX_VALUE);

  /**
   * One of them.
   *
   * @param region where a program leaves it, if one does
   * @param loss whether it must be finite
   */
  private record Figure(
      String name, DoubleSupplier value, Optional<Region> region, boolean loss, Phase phase) {}

  /** From one number of updates to another, both included. */
  private record Phase(long first, long last) {}

  /** No figures yet of an algorithm that messages call by this name. */
  public Figures(String algorithm) {
    this.algorithm = algorithm;
  }

  /**
   * What is added from here on is computed from this update to that one, both included; where it is
   * not, it is NaN, and not what it once was.
   *
   * @param first 0 for what is there before the first update
   */
  public Figures phase(long first, long last) {
    phase = new Phase(first, last);
    return this;
  }

  /** Reports a number that must be finite. */
  public Figures loss(String name, Program program, Var value) {
    add(name, program.region(value), true);
    losses =
        all.stream().filter(Figure::loss).flatMap(f -> f.region.stream()).toArray(Region[]::new);
    return this;
  }

  /** Reports a number. */
  public Figures also(String name, Program program, Var value) {
    add(name, program.region(value), false);
    return this;
  }

  private void add(String name, Region region, boolean loss) {
    all.add(new Figure(name, region::scalar, Optional.of(region), loss, phase));
  }

  /** Reports a number that is computed when it is asked for. */
  public Figures also(String name, DoubleSupplier value) {
    all.add(new Figure(name, value, Optional.empty(), false, phase));
    return this;
  }

  /** All figures by name, in the order in which they were added. */
  public Map<String, Double> read() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Figure figure : all) {
      boolean computed = figure.phase.first <= updates && updates <= figure.phase.last;
      figures.put(figure.name, computed ? value(figure) : Double.NaN);
    }
    return figures;
  }

  private double value(Figure figure) {
    Double before = saved.get(figure.name);
    return before == null ? figure.value.getAsDouble() : before;
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
    saved.clear();
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
      all.stream()
          .filter(Figure::loss)
          .forEach(f -> values.add(f.name + " " + f.region.orElseThrow().scalar()));
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

  @Override
  public void save(StateWriter out) {
    out.put("updates", updates);
    out.put("values", all.stream().mapToDouble(this::value).toArray());
  }

  @Override
  public void load(StateReader in) {
    updates = in.getLong("updates");
    double[] values = new double[all.size()];
    in.get("values", values);
    for (int i = 0; i < values.length; i++) {
      Figure figure = all.get(i);
      if (figure.region.isPresent()) {
        // where it was: an update that comes later may leave it as it is, or write it anew
        figure.region.get().set((float) values[i]);
      } else {
        saved.put(figure.name, values[i]);
      }
    }
  }
}
