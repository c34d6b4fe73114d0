"""How fast Gymnasium steps CartPole-v1 with random actions on one thread: lines of `name N steps/s`.

Usage: gymnasium_steps.py [SECONDS] [ENVIRONMENTS]     defaults: 2 seconds each, 64 environments

The actions are drawn beforehand, and an environment whose episode ends is reset, as in Bellman's EnvironmentBenchmark.
Needs gymnasium (measured with 1.3) and NumPy.
"""
import sys
import time

import gymnasium
import numpy as np

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
ENVIRONMENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 64
ROUNDS = 1024


def single():
    """One environment, wrapped as gymnasium.make wraps it."""
    environment = gymnasium.make("CartPole-v1")
    environment.reset(seed=0)
    actions = np.random.default_rng(1).integers(2, size=ROUNDS).tolist()

    def steps():
        for action in actions:
            _, _, terminated, truncated, _ = environment.step(action)
            if terminated or truncated:
                environment.reset()
        return ROUNDS

    return steps


def vectorised():
    """Gymnasium's own CartPole over NumPy arrays; it resets by itself."""
    environments = gymnasium.make_vec(
        "CartPole-v1", num_envs=ENVIRONMENTS, vectorization_mode="vector_entry_point"
    )
    environments.reset(seed=0)
    actions = np.random.default_rng(1).integers(2, size=(ROUNDS, ENVIRONMENTS))

    def steps():
        for row in actions:
            environments.step(row)
        return ROUNDS * ENVIRONMENTS

    return steps


def rate(steps):
    """Steps a second, after a round that does not count."""
    steps()
    count = 0
    start = time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        count += steps()
    return count / (time.perf_counter() - start)


print(f"gymnasium-single {rate(single()):.0f} steps/s")
print(f"gymnasium-vector-{ENVIRONMENTS} {rate(vectorised()):.0f} steps/s")
