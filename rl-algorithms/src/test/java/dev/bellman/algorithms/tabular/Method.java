package dev.bellman.algorithms.tabular;

import dev.bellman.algorithms.loop.TabularLearner;
import dev.bellman.algorithms.loop.TabularTraining;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Schedule;

/** All tabular algorithms with the settings that they share: what must hold for each. */
enum Method {
  MONTE_CARLO {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      return soft(states, actions, s, MonteCarlo.Visits.FIRST, seeds);
    }
  },
  EVERY_VISIT_MONTE_CARLO {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      return soft(states, actions, s, MonteCarlo.Visits.EVERY, seeds);
    }
  },
  EXPLORING_STARTS {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      Exploration starts = new Exploration.ExploringStarts();
      return new MonteCarlo(
          states,
          actions,
          new MonteCarlo.Config(s.stepSize, s.gamma, starts, MonteCarlo.Visits.EVERY, s.longest),
          seeds);
    }
  },
  OFF_POLICY_MONTE_CARLO {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      return offPolicy(states, actions, s, OffPolicyMonteCarlo.Sampling.WEIGHTED, seeds);
    }
  },
  ORDINARY_OFF_POLICY_MONTE_CARLO {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      return offPolicy(states, actions, s, OffPolicyMonteCarlo.Sampling.ORDINARY, seeds);
    }
  },
  SARSA {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      Sarsa.Config config = new Sarsa.Config(s.stepSize, s.gamma, s.epsilon, s.longest);
      return new Sarsa(states, actions, config, seeds);
    }
  },
  EXPECTED_SARSA {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      ExpectedSarsa.Config config =
          new ExpectedSarsa.Config(s.stepSize, s.gamma, s.epsilon, s.longest);
      return new ExpectedSarsa(states, actions, config, seeds);
    }
  },
  N_STEP_SARSA {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      NStepSarsa.Config config =
          new NStepSarsa.Config(3, s.stepSize, s.gamma, s.epsilon, s.longest);
      return new NStepSarsa(states, actions, config, seeds);
    }
  },
  SARSA_LAMBDA {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      return lambda(states, actions, s, SarsaLambda.Trace.ACCUMULATING, seeds);
    }
  },
  REPLACING_SARSA_LAMBDA {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      return lambda(states, actions, s, SarsaLambda.Trace.REPLACING, seeds);
    }
  },
  Q_LEARNING {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      QLearning.Config config = new QLearning.Config(s.stepSize, s.gamma, s.epsilon, s.longest);
      return new QLearning(states, actions, config, seeds);
    }
  },
  DOUBLE_Q_LEARNING {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      DoubleQLearning.Config config =
          new DoubleQLearning.Config(s.stepSize, s.gamma, s.epsilon, s.longest);
      return new DoubleQLearning(states, actions, config, seeds);
    }
  },
  DYNA_Q {
    @Override
    TabularLearner learner(int states, int actions, Settings s, Seeds seeds) {
      DynaQ.Config config = new DynaQ.Config(s.stepSize, s.gamma, 5, s.epsilon, s.longest);
      return new DynaQ(states, actions, config, seeds);
    }
  };

  /** What they share; some leave out a part. */
  record Settings(StepSize stepSize, double gamma, Schedule epsilon, int longest) {}

  abstract TabularLearner learner(int states, int actions, Settings settings, Seeds seeds);

  /** A training of it. */
  TabularTraining on(Environment<Discrete> environment, Settings settings, Seeds seeds) {
    return TabularTraining.of(
        environment,
        settings.longest,
        seeds,
        (states, actions) -> learner(states, actions, settings, seeds));
  }

  /** Q as a learner has it; double Q-learning's is the mean of its two. */
  static double[] values(TabularLearner learner) {
    return switch (learner) {
      case MonteCarlo l -> l.q().values();
      case OffPolicyMonteCarlo l -> l.q().values();
      case Sarsa l -> l.q().values();
      case ExpectedSarsa l -> l.q().values();
      case NStepSarsa l -> l.q().values();
      case SarsaLambda l -> l.q().values();
      case QLearning l -> l.q().values();
      case DoubleQLearning l -> halved(l.q().values());
      case DynaQ l -> l.q().values();
      default -> throw new AssertionError(learner);
    };
  }

  private static double[] halved(double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= 2;
    }
    return sum;
  }

  private static TabularLearner soft(
      int states, int actions, Settings s, MonteCarlo.Visits visits, Seeds seeds) {
    Exploration soft = new Exploration.EpsilonSoft(s.epsilon);
    MonteCarlo.Config config = new MonteCarlo.Config(s.stepSize, s.gamma, soft, visits, s.longest);
    return new MonteCarlo(states, actions, config, seeds);
  }

  private static TabularLearner offPolicy(
      int states, int actions, Settings s, OffPolicyMonteCarlo.Sampling sampling, Seeds seeds) {
    OffPolicyMonteCarlo.Config config =
        new OffPolicyMonteCarlo.Config(s.gamma, sampling, s.epsilon, s.longest);
    return new OffPolicyMonteCarlo(states, actions, config, seeds);
  }

  private static TabularLearner lambda(
      int states, int actions, Settings s, SarsaLambda.Trace traces, Seeds seeds) {
    SarsaLambda.Config config =
        new SarsaLambda.Config(s.stepSize, s.gamma, 0.8, traces, s.epsilon, s.longest);
    return new SarsaLambda(states, actions, config, seeds);
  }
}
