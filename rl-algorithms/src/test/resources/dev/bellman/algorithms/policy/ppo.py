"""PPO-clip's losses, gradients and Adam steps in PyTorch, in double precision: the fixtures of PpoEquationTest.

Run in the folder above: python3 -m policy.ppo
It writes ppo-discrete.safetensors and ppo-box.safetensors beside itself.
"""

import torch
from fixture import Fixture, mlp, named, numbers
from policy.rollout import ACTIONS, HIDDEN, N, OBSERVATION, T, rollout
from torch import nn
from torch.distributions import Categorical, Normal

CLIP, VALUE_CLIP = 0.2, 0.3
ENTROPY_COEFFICIENT, VALUE_COEFFICIENT, MAX_NORM, RATE, STEPS = 0.05, 0.7, 0.5, 1e-2, 3


def fixture(kind):
    torch.manual_seed(3 if kind == "discrete" else 5)
    actor, critic = (mlp(OBSERVATION, HIDDEN, outputs, nn.Tanh) for outputs in (ACTIONS[kind], 1))
    log_deviation = nn.Parameter(numbers(ACTIONS[kind], scale=0.3))
    agent = named("agent.actor", actor)
    if kind == "box":
        agent["agent.actor.logDeviation"] = log_deviation
    agent |= named("agent.critic", critic)

    def policy(s):
        return Categorical(logits=actor(s)) if kind == "discrete" else Normal(actor(s), log_deviation.exp())

    def log_probability(p, a):
        return p.log_prob(a) if kind == "discrete" else p.log_prob(a).sum(1)

    def entropy(p):
        return p.entropy() if kind == "discrete" else p.entropy().sum(1)

    s = numbers(T * N, OBSERVATION)
    with torch.no_grad():
        p = policy(s)
        a = p.sample() if kind == "discrete" else p.sample().float().double()
        old_log_probability = (log_probability(p, a) + numbers(T * N, scale=0.25)).float().double()
        old_value = (critic(s).flatten() + numbers(T * N, scale=0.4)).float().double()
    out = Fixture()
    out.give(agent)
    advantages, returns = rollout(out, s, a, old_log_probability, old_value)
    normalized = (advantages - advantages.mean()) / (advantages.std() + 1e-8)

    adam = torch.optim.Adam(agent.values(), lr=RATE, eps=1e-5)
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
        if step == 1:  # before it is clipped
            out.expect({f"gradient.{name}": x.grad for name, x in agent.items()})
        norm = nn.utils.clip_grad_norm_(agent.values(), MAX_NORM)
        adam.step()
        out.expect_of_update({
            "policyLoss": policy_loss,
            "valueLoss": value_loss,
            "entropy": h,
            "approximateKl": (ratio - 1 - log_ratio).mean(),
            "clipFraction": ((ratio - 1).abs() > CLIP).double().mean(),
            "gradientNorm": norm,
        })
        out.expect_of_update(agent)
    out.write(__file__, f"ppo-{kind}")


for kind in ACTIONS:
    fixture(kind)
