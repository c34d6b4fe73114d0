package dev.bellman.envs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Checked;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Discrete;
import dev.bellman.envs.EnvironmentChecker.Finding;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What {@link EnvironmentChecker} finds of what environments keep: arrays, and state. */
class EnvironmentCheckerMemoryTest {

  private static Environment<Discrete> sound() {
    return new Checked<>(new Stroll());
  }

  private static String onlyFinding(String rule, Supplier<? extends Environment<?>> maker) {
    List<Finding> findings = EnvironmentChecker.check(maker, 0);
    assertThat(findings).extracting(Finding::rule).containsExactly(rule);
    return findings.getFirst().sentence();
  }

  /** Writes into the array of the observation before. */
  private static final class LateWriter implements Passing<Discrete> {
    private final Environment<Discrete> inner = sound();
    private float[] held = new float[1];
    private int heldAt;

    @Override
    public Environment<Discrete> inner() {
      return inner;
    }

    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      double reward = inner.step(action, actionAt, observation, at);
      held[heldAt] = 42;
      held = observation;
      heldAt = at;
      return reward;
    }
  }

  /** Writes into the action. */
  private record ActionWriter(Environment<Discrete> inner) implements Passing<Discrete> {
    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      double reward = inner.step(action, actionAt, observation, at);
      action[actionAt] = 1 - action[actionAt];
      return reward;
    }
  }

  /** Writes a cell too many. */
  private record WideWriter(Environment<Discrete> inner) implements Passing<Discrete> {
    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      double reward = inner.step(action, actionAt, observation, at);
      observation[at + 1] = 0;
      return reward;
    }
  }

  @Test
  void anArrayThatIsWrittenOutOfItsRowOrTimeIsFound() {
    for (Supplier<Environment<?>> maker :
        List.<Supplier<Environment<?>>>of(
            LateWriter::new, () -> new ActionWriter(sound()), () -> new WideWriter(sound()))) {
      assertThat(onlyFinding(EnvironmentChecker.ARRAYS, maker))
          .startsWith("an array of the caller is written");
    }
  }

  /** Pays what the caller's arrays of the step before hold by now. */
  private abstract static sealed class LateReader implements Passing<Discrete>
      permits ObservationReader, ActionReader {
    private final Environment<Discrete> inner = sound();
    private float[] held = new float[1];
    private int heldAt;

    abstract boolean keepsAction();

    @Override
    public Environment<Discrete> inner() {
      return inner;
    }

    @Override
    public void reset(long seed, float[] observation, int at) {
      held = new float[1];
      heldAt = 0;
      inner.reset(seed, observation, at);
    }

    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      inner.step(action, actionAt, observation, at);
      double reward = held[heldAt];
      held = keepsAction() ? action : observation;
      heldAt = keepsAction() ? actionAt : at;
      return Double.isNaN(reward) ? 99 : reward;
    }

    @Override
    public void save(StateWriter out) {
      out.put("inner", inner);
      out.put("held", held[heldAt]);
    }

    @Override
    public void load(StateReader in) {
      in.get("inner", inner);
      held = new float[1];
      heldAt = 0;
      in.get("held", held);
    }
  }

  private static final class ObservationReader extends LateReader {
    @Override
    boolean keepsAction() {
      return false;
    }
  }

  private static final class ActionReader extends LateReader {
    @Override
    boolean keepsAction() {
      return true;
    }
  }

  @Test
  void anArrayThatIsReadLaterIsFound() {
    assertThat(onlyFinding(EnvironmentChecker.ARRAYS, ObservationReader::new))
        .isEqualTo("an array of an earlier call is read later, after step 2 of an episode");
    assertThat(onlyFinding(EnvironmentChecker.ARRAYS, ActionReader::new))
        .isEqualTo("an array of an earlier call is read later, after step 2 of an episode");
  }

  /** Pays for every third step, and forgets in its state how many there were. */
  private static final class Uncounted implements Passing<Discrete> {
    private final Environment<Discrete> inner = sound();
    private int steps;

    @Override
    public Environment<Discrete> inner() {
      return inner;
    }

    @Override
    public void reset(long seed, float[] observation, int at) {
      steps = 0;
      inner.reset(seed, observation, at);
    }

    @Override
    public double step(float[] action, int actionAt, float[] observation, int at) {
      inner.step(action, actionAt, observation, at);
      steps++;
      return steps % 3 == 0 ? 1 : 0;
    }
  }

  /** Saves something that it does not load. */
  private record Talkative(Environment<Discrete> inner) implements Passing<Discrete> {
    @Override
    public void save(StateWriter out) {
      out.put("inner", inner);
      out.put("more", 1L);
    }
  }

  /** Saves how often it was saved. */
  private static final class Restless implements Passing<Discrete> {
    private final Environment<Discrete> inner = sound();
    private long saves;

    @Override
    public Environment<Discrete> inner() {
      return inner;
    }

    @Override
    public void save(StateWriter out) {
      out.put("inner", inner);
      out.put("saves", saves++);
    }

    @Override
    public void load(StateReader in) {
      in.get("inner", inner);
      saves = in.getLong("saves");
    }
  }

  @Test
  void aStateThatDoesNotGoOnIsFound() {
    assertThat(onlyFinding(EnvironmentChecker.STATE, Uncounted::new))
        .isEqualTo("what was saved after 0 steps goes on otherwise after step 2 of an episode");
    assertThat(onlyFinding(EnvironmentChecker.STATE, () -> new Talkative(sound())))
        .startsWith("what was saved after 0 steps cannot be restored: state in memory: more");
    assertThat(onlyFinding(EnvironmentChecker.STATE, Restless::new))
        .isEqualTo("what was saved after 0 steps is not the same when it is saved again");
  }
}
