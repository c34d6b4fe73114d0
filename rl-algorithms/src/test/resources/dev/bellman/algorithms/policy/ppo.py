"""PPO-clip's losses, gradients and Adam steps in PyTorch, in double precision: the fixtures of PpoEquationTest.

Run in this folder: python3 ppo.py
It writes ppo-discrete.csv and ppo-box.csv: a name and its numbers a line. Weights are written [in, out].
"""

import torch
from torch import nn
from torch.distributions import Categorical, Normal

T, N, OBSERVATION, HIDDEN, ACTIONS = 6, 4, 3, (5, 4), {"discrete": 3, "box": 2}
GAMMA, LAMBDA, CLIP, VALUE_CLIP = 0.9, 0.8, 0.2, 0.3
ENTROPY_COEFFICIENT, VALUE_COEFFICIENT, MAX_NORM, RATE, STEPS = 0.05, 0.7, 0.5, 1e-2, 3


def numbers(*shape, scale=1.0):
    """Random doubles that a float holds exactly."""
    return (scale * torch.randn(*shape)).float().double()


def mlp(out):
    widths = (OBSERVATION, *HIDDEN, out)
    layers = []
    for i, o in zip(widths, widths[1:]):
        layer = nn.Linear(i, o).double()
        layer.weight.data = numbers(o, i, scale=0.7)
        layer.bias.data = numbers(o, scale=0.3)
        layers += [layer, nn.Tanh()]
    return nn.Sequential(*layers[:-1])


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
    return advantages


def fixture(kind):
    torch.manual_seed(3 if kind == "discrete" else 5)
    actor, critic = mlp(ACTIONS[kind]), mlp(1)
    log_deviation = nn.Parameter(numbers(1, ACTIONS[kind], scale=0.3))
    parameters = [*actor.parameters()]
    if kind == "box":
        parameters.append(log_deviation)
    parameters += critic.parameters()

    def policy(s):
        return Categorical(logits=actor(s)) if kind == "discrete" else Normal(actor(s), log_deviation.exp())

    def log_probability(p, a):
        return p.log_prob(a) if kind == "discrete" else p.log_prob(a).sum(1)

    def entropy(p):
        return p.entropy() if kind == "discrete" else p.entropy().sum(1)

    def flat(tensors):
        return torch.cat([x.T.reshape(-1) if x.dim() == 2 else x.reshape(-1) for x in tensors])

    s = numbers(T * N, OBSERVATION)
    with torch.no_grad():
        p = policy(s)
        a = p.sample() if kind == "discrete" else p.sample().float().double()
        old_log_probability = (log_probability(p, a) + numbers(T * N, scale=0.25)).float().double()
        old_value = (critic(s).flatten() + numbers(T * N, scale=0.4)).float().double()
    rewards = numbers(T, N)
    final_values = numbers(T, N)
    last_values = numbers(N)
    terminated = torch.zeros(T, N, dtype=torch.bool)
    truncated = torch.zeros(T, N, dtype=torch.bool)
    terminated[1, 0] = truncated[2, 1] = terminated[3, 2] = truncated[3, 2] = truncated[5, 0] = True
    values = old_value.reshape(T, N)
    next_values = torch.cat([values[1:], last_values[None]])
    next_values = torch.where(truncated, final_values, next_values)

    out = {
        "parameters": flat(parameters),
        "observations": s.reshape(-1),
        "actions": a.reshape(-1),
        "logProbabilities": old_log_probability,
        "values": old_value,
        "rewards": rewards.reshape(-1),
        "terminated": terminated.double().reshape(-1),
        "truncated": truncated.double().reshape(-1),
        "finalValues": final_values.reshape(-1),
        "lastValues": last_values,
    }

    advantages = gae(rewards, values, next_values, terminated, truncated).reshape(-1)
    returns = advantages + old_value
    normalized = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
    adam = torch.optim.Adam(parameters, lr=RATE, eps=1e-5)
    for step in range(1, STEPS + 1):
        p = policy(s)
        log_ratio = log_probability(p, a) - old_log_probability
        ratio = log_ratio.exp()
        policy_loss = torch.max(-normalized * ratio, -normalized * ratio.clamp(1 - CLIP, 1 + CLIP)).mean()
        v = critic(s).flatten()
        held = old_value + (v - old_value).clamp(-VALUE_CLIP, VALUE_CLIP)
        value_loss = 0.5 * torch.max((v - returns) ** 2, (held - returns) ** 2).mean()
        h = entropy(p).mean()
        loss = policy_loss - ENTROPY_COEFFICIENT * h + VALUE_COEFFICIENT * value_loss
        adam.zero_grad()
        loss.backward()
        gradient = flat([x.grad for x in parameters])
        norm = nn.utils.clip_grad_norm_(parameters, MAX_NORM)
        adam.step()
        out[f"metrics.{step}"] = torch.stack([
            policy_loss, value_loss, h, (ratio - 1 - log_ratio).mean(),
            ((ratio - 1).abs() > CLIP).double().mean(), norm])
        if step == 1:
            out["gradient"] = gradient
        out[f"parameters.{step}"] = flat(parameters)

    with open(f"ppo-{kind}.csv", "w") as file:
        for name, x in out.items():
            file.write(",".join([name, *(f"{y:.9g}" for y in x.tolist())]) + "\n")


for kind in ACTIONS:
    fixture(kind)
