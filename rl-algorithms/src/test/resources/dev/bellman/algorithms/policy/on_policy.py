"""The losses, gradients, moments and steps of on-policy learners in PyTorch, in double precision: the fixtures of
OnPolicyEquationTest.

Run in the folder above: python3 -m policy.on_policy
It writes NAME-discrete.safetensors and NAME-box.safetensors beside itself.
"""

import torch
from fixture import Fixture, mlp, named, numbers
from policy.rollout import ACTIONS, HIDDEN, N, OBSERVATION, T, rollout
from torch import nn
from torch.distributions import Categorical, Normal, kl_divergence

RATE, STEPS = 1e-2, 3
ENTROPY_COEFFICIENT, VALUE_COEFFICIENT, MAX_NORM = 0.05, 0.7, 0.5
MAX_RATIO, BETA, CLIP = 1.1, 0.7, 0.2


def fixture(name, kind):
    torch.manual_seed(7 if kind == "discrete" else 11)
    actor, critic = (mlp(OBSERVATION, HIDDEN, outputs, nn.Tanh) for outputs in (ACTIONS[kind], 1))
    log_deviation = nn.Parameter(numbers(ACTIONS[kind], scale=0.3))
    networks = {"policy": named("actor", actor), "critic": named("critic", critic)}
    if kind == "box":
        networks["policy"]["actor.logDeviation"] = log_deviation
    if name == "a2c":  # one store for both
        networks = {"agent": networks["policy"] | networks["critic"]}

    def policy():
        return Categorical(logits=actor(s)) if kind == "discrete" else Normal(actor(s), log_deviation.exp())

    def total(x):
        return x if kind == "discrete" else x.sum(1)

    s = numbers(T * N, OBSERVATION)
    with torch.no_grad():
        old = policy()
        a = old.sample() if kind == "discrete" else old.sample().float().double()
        old_log_probability = (total(old.log_prob(a)) + numbers(T * N, scale=0.25)).float().double()
        old_value = (critic(s).flatten() + numbers(T * N, scale=0.4)).float().double()
    out = Fixture()

    def of_networks(of=lambda x: x):
        return {f"{network}.{n}": of(x) for network, p in networks.items() for n, x in p.items()}

    out.give(of_networks())
    advantages, returns = rollout(out, s, a, old_log_probability, old_value)
    normalized = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
    if name == "a2c":
        optimizers = {"agent": torch.optim.RMSprop(networks["agent"].values(), lr=RATE, alpha=0.99, eps=1e-5)}
    else:
        eps = 1e-8 if name == "actor-critic" else 1e-5
        optimizers = {network: torch.optim.Adam(p.values(), lr=RATE, eps=eps) for network, p in networks.items()}

    for step in range(1, STEPS + 1):
        p = policy()
        log_probability = total(p.log_prob(a))
        ratio = (log_probability - old_log_probability).exp()
        kl = total(kl_divergence(old, p)).mean()
        entropy = total(p.entropy()).mean()
        value_loss = ((critic(s).flatten() - returns) ** 2).mean()
        if name in ("actor-critic", "a2c"):
            policy_loss = -(log_probability * advantages).mean()
        elif name == "off-policy-pg":
            policy_loss = -(ratio * advantages).mean()
        elif name == "off-policy-pg-truncated":
            # the value of min(ρ, c)·A, the gradient of min(ρ, c)·log π·A
            weight = ratio.clamp(max=MAX_RATIO).detach()
            through = weight * (1 + log_probability - log_probability.detach())
            policy_loss = -(through * advantages).mean()
        elif name == "ppo-kl":
            policy_loss = -(ratio * normalized).mean() + BETA * kl
        else:
            clipped = ratio.clamp(1 - CLIP, 1 + CLIP)
            policy_loss = -torch.min(ratio * normalized, clipped * normalized).mean() + BETA * kl
        loss = policy_loss + value_loss
        if name == "a2c":
            loss = policy_loss + VALUE_COEFFICIENT * value_loss - ENTROPY_COEFFICIENT * entropy
        for optimizer in optimizers.values():
            optimizer.zero_grad()
        loss.backward()
        limit = float("inf") if name == "actor-critic" else MAX_NORM
        norms = [nn.utils.clip_grad_norm_(p.values(), limit) for p in networks.values()]
        if step == 1 and name == "a2c":  # as clipped
            out.expect({f"gradient.{n}": x for n, x in of_networks(lambda x: x.grad).items()})
        for optimizer in optimizers.values():
            optimizer.step()
        moment = "square_avg" if name == "a2c" else "exp_avg"
        states = {x: state for optimizer in optimizers.values() for x, state in optimizer.state.items()}
        moments = of_networks(lambda x: states[x][moment])
        out.expect_of_update({f"moments.{n}": x for n, x in moments.items()})
        out.expect_of_update(of_networks())
        out.expect_of_update({
            "policyLoss": policy_loss,
            "valueLoss": value_loss,
            "entropy": entropy,
            "gradientNorm": norms[0],
        })
        if name.startswith("ppo-kl"):
            with torch.no_grad():
                out.expect_of_update({"minibatchKl": kl, "kl": total(kl_divergence(old, policy())).mean()})
    out.write(__file__, f"{name}-{kind}")


for name in ("actor-critic", "a2c", "off-policy-pg", "off-policy-pg-truncated", "ppo-kl", "ppo-kl-clipped"):
    for kind in ACTIONS:
        fixture(name, kind)
