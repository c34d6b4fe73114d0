"""The whole training loop of SAC on Pendulum-v1 in Stable-Baselines3: steps a second.

    python3 docs/benchmarks/sb3_sac.py [THREADS] [STEPS]

With its defaults, an update a step on 256 transitions, networks of 256x256, after 500 steps of
warming up. Prints `sb3-sac-loop N/s`.
"""

import os
import sys
import time

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 2
steps = int(sys.argv[2]) if len(sys.argv) > 2 else 1500
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(threads)

import gymnasium  # noqa: E402  (PyTorch reads the two variables above)
import torch  # noqa: E402
from stable_baselines3 import SAC  # noqa: E402

torch.set_num_threads(threads)
model = SAC("MlpPolicy", gymnasium.make("Pendulum-v1"), seed=0)
model.learn(500)
start = time.perf_counter()
model.learn(steps, reset_num_timesteps=False)
print(f"sb3-sac-loop {steps / (time.perf_counter() - start):.1f}/s")
