package dev.bellman.bench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rl} alone: what it can do. */
@Command(
    name = "rl",
    description = "Deep reinforcement learning for the JVM.",
    mixinStandardHelpOptions = true,
    version = "bellman 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rl train ppo CartPole-v1",
      "  rl train ppo Pendulum-v1 --seed 1 --steps 2e5 --set gamma=0.9 --set hidden=64,64",
      "  rl resume runs/ppo-CartPole-v1-0",
      "  rl eval runs/ppo-CartPole-v1-0 --episodes 100",
      "  rl plot runs/ppo-CartPole-v1-* --out curves.png",
      "  rl rollout FrozenLake-v1 --seed 0 --steps 20 --env map=8x8",
      "  rl rollout Pendulum-v1 --steps 200 --gif pendulum.gif",
      "",
      "rl COMMAND --help tells more. Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class RootCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }
}
