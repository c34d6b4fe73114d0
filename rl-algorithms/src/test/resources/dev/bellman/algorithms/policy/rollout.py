"""The rollout of the on-policy fixtures, and the advantages of its decisions."""

import torch
from fixture import numbers

T, N, OBSERVATION, HIDDEN, ACTIONS = 6, 4, 3, (5, 4), {"discrete": 3, "box": 2}
GAMMA, LAMBDA = 0.9, 0.8


def gae(rewards, values, next_values, terminated, truncated):
    advantages = torch.zeros(T, N, dtype=torch.double)
    for n in range(N):
        following = 0.0
        for t in reversed(range(T)):
            bootstrap = 0.0 if terminated[t, n] else next_values[t, n]
            delta = rewards[t, n] + GAMMA * bootstrap - values[t, n]
            ended = terminated[t, n] or truncated[t, n]
            following = delta if ended else delta + GAMMA * LAMBDA * following
            advantages[t, n] = following
    return advantages.reshape(-1)


def rollout(out, s, a, log_probability, value):
    """Gives the file a rollout of these decisions, [T · N, …]; returns their advantages and their returns."""
    rewards, final_values, last_values = numbers(T, N), numbers(T, N), numbers(N)
    terminated = torch.zeros(T, N, dtype=torch.bool)
    truncated = torch.zeros(T, N, dtype=torch.bool)
    terminated[1, 0] = truncated[2, 1] = terminated[3, 2] = truncated[3, 2] = truncated[5, 0] = True
    values = value.reshape(T, N)
    next_values = torch.where(truncated, final_values, torch.cat([values[1:], last_values[None]]))
    out.give({
        "rollout.observations": s.reshape(T, N, -1),
        "rollout.actions": a.double().reshape(T, N, -1),
        "rollout.logProbabilities": log_probability.reshape(T, N),
        "rollout.values": values,
        "rollout.rewards": rewards,
        "rollout.terminated": terminated,
        "rollout.truncated": truncated,
        "rollout.finalValues": final_values,
        "rollout.lastValues": last_values,
    })
    advantages = gae(rewards, values, next_values, terminated, truncated)
    return advantages, advantages + value
