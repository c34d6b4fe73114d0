package dev.bellman.envs.probe;

/**
 * What happens in a {@link Probe}, the bug it finds, and what its observations are worth.
 *
 * <p>In all of them an observation is one number, an action is a = −1 or +1 (or anything between,
 * if actions are a box), and a coin c = −1 or +1 is tossed at each reset.
 */
public enum World {
  /**
   * One step, reward 1. A critic that fails here cannot fit a constant, or bootstraps at the end.
   */
  CONSTANT_REWARD(
      "ConstantReward",
      "One step with reward 1: can the value be fitted at all?",
      1,
      true,
      (time, coin, action) -> 0,
      (time, observation, action) -> 1,
      (observation, gamma) -> 1),

  /** One step, reward c, which is seen. Finds observations that are lost or mixed up in a batch. */
  OBSERVATION_REWARD(
      "ObservationReward",
      "One step whose reward is the observation: does the value look at it?",
      1,
      true,
      (time, coin, action) -> coin,
      (time, observation, action) -> observation,
      (observation, gamma) -> observation),

  /** Two steps, reward 1 for the second. Finds a wrong discount or a target of the wrong step. */
  TWO_STEPS(
      "TwoSteps",
      "Two steps with a reward after the second: is the future discounted?",
      2,
      true,
      (time, coin, action) -> time,
      (time, observation, action) -> time,
      (observation, gamma) -> observation == 0 ? gamma : 1),

  /** One step, reward a. Finds a policy that improves in the wrong direction. */
  ACTION_REWARD(
      "ActionReward",
      "One step whose reward is the action: does the policy climb?",
      1,
      true,
      (time, coin, action) -> 0,
      (time, observation, action) -> action,
      (observation, gamma) -> 1),

  /** One step, reward c · a. Finds a policy that does not see what the critic sees. */
  OBSERVATION_ACTION_REWARD(
      "ObservationActionReward",
      "One step that rewards the action equal to the observation: does the policy look?",
      1,
      true,
      (time, coin, action) -> coin,
      (time, observation, action) -> observation * action,
      (observation, gamma) -> 1),

  /** The first action is the reward of the second step. Finds credit that is not passed back. */
  DELAYED_REWARD(
      "DelayedReward",
      "Two steps, the first action is the reward of the second: is credit passed back?",
      2,
      true,
      (time, coin, action) -> time == 0 ? 0 : action,
      (time, observation, action) -> time == 0 ? 0 : observation,
      (observation, gamma) -> observation == 0 ? gamma : observation),

  /** Reward 1 for ever, truncated each 10 steps. Finds a time limit that is taken for an end. */
  ENDLESS_REWARD(
      "EndlessReward",
      "Reward 1 for ever, seen ten steps at a time: is truncation no end?",
      10,
      false,
      (time, coin, action) -> 0,
      (time, observation, action) -> 1,
      (observation, gamma) -> 1 / (1 - gamma)),

  /**
   * The first observation is 1 and brings 10, all others are 0 and bring nothing; truncated after 5
   * steps. Finds who bootstraps from the first observation of the next episode: then 0 is not worth
   * 0.
   */
  PRECIOUS_START(
      "PreciousStart",
      "Only the first step pays, then a time limit: is the next episode left out?",
      5,
      false,
      (time, coin, action) -> time == 0 ? 1 : 0,
      (time, observation, action) -> 10 * observation,
      (observation, gamma) -> 10 * observation);

  @FunctionalInterface
  private interface Observation {
    float at(int time, float coin, float action);
  }

  @FunctionalInterface
  private interface Reward {
    double of(int time, float observation, float action);
  }

  @FunctionalInterface
  private interface Value {
    double of(float observation, double gamma);
  }

  private final String title;
  private final String sentence;
  private final int length;
  private final boolean terminates;
  private final Observation observation;
  private final Reward reward;
  private final Value value;

  World(
      String title,
      String sentence,
      int length,
      boolean terminates,
      Observation observation,
      Reward reward,
      Value value) {
    this.title = title;
    this.sentence = sentence;
    this.length = length;
    this.terminates = terminates;
    this.observation = observation;
    this.reward = reward;
    this.value = value;
  }

  /** Its name within an environment's id. */
  public String title() {
    return title;
  }

  /** What it asks of a learner. */
  public String sentence() {
    return sentence;
  }

  /** Steps an episode. */
  public int length() {
    return length;
  }

  /** Whether an episode terminates after its last step; else it is truncated. */
  public boolean terminates() {
    return terminates;
  }

  /**
   * What an observation before a step is worth to who acts best.
   *
   * <pre>{@code
   * V*(s) = max_a r(s, a) + γ · V*(s′)
   * }</pre>
   */
  public double value(float observation, double gamma) {
    return value.of(observation, gamma);
  }

  /** The observation after {@code time} steps, of which {@code action} was the last. */
  float observation(int time, float coin, float action) {
    return observation.at(time, coin, action);
  }

  /** The reward of the step that follows {@code time} steps. */
  double reward(int time, float observation, float action) {
    return reward.of(time, observation, action);
  }
}
