"""The losses, moments and steps of on-policy learners in PyTorch, in double precision: the fixtures of
OnPolicyEquationTest.

Run in this folder: python3 on_policy.py
It writes NAME-discrete.csv and NAME-box.csv: a name and its numbers a line. Weights are written [in, out].
"""

import torch
from torch import nn
from torch.distributions import Categorical, Normal, kl_divergence

T, N, OBSERVATION, HIDDEN, ACTIONS = 6, 4, 3, (5, 4), {"discrete": 3, "box": 2}
GAMMA, LAMBDA, RATE, STEPS = 0.9, 0.8, 1e-2, 3
ENTROPY_COEFFICIENT, VALUE_COEFFICIENT, MAX_NORM = 0.05, 0.7, 0.5
MAX_RATIO, BETA, CLIP = 1.1, 0.7, 0.2


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
    return advantages.reshape(-1)


def flat(tensors):
    return torch.cat([x.T.reshape(-1) if x.dim() == 2 else x.reshape(-1) for x in tensors])


def fixture(name, kind):
    torch.manual_seed(7 if kind == "discrete" else 11)
    actor, critic = mlp(ACTIONS[kind]), mlp(1)
    log_deviation = nn.Parameter(numbers(1, ACTIONS[kind], scale=0.3))
    policy_parameters = [*actor.parameters()] + ([log_deviation] if kind == "box" else [])
    critic_parameters = [*critic.parameters()]

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
    rewards, final_values, last_values = numbers(T, N), numbers(T, N), numbers(N)
    terminated = torch.zeros(T, N, dtype=torch.bool)
    truncated = torch.zeros(T, N, dtype=torch.bool)
    terminated[1, 0] = truncated[2, 1] = terminated[3, 2] = truncated[3, 2] = truncated[5, 0] = True
    values = old_value.reshape(T, N)
    next_values = torch.where(truncated, final_values, torch.cat([values[1:], last_values[None]]))

    # A2C has one store for both networks
    networks = {"policy": policy_parameters, "critic": critic_parameters}
    if name == "a2c":
        networks = {"agent": policy_parameters + critic_parameters}
    out = {network: flat(p) for network, p in networks.items()}
    out |= {
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

    advantages = gae(rewards, values, next_values, terminated, truncated)
    returns = advantages + old_value
    normalized = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
    if name == "a2c":
        optimizers = {"agent": torch.optim.RMSprop(networks["agent"], lr=RATE, alpha=0.99, eps=1e-5)}
    else:
        eps = 1e-8 if name == "actor-critic" else 1e-5
        optimizers = {network: torch.optim.Adam(p, lr=RATE, eps=eps) for network, p in networks.items()}

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
        norms = [nn.utils.clip_grad_norm_(parameters, limit) for parameters in networks.values()]
        for optimizer in optimizers.values():
            optimizer.step()
        metrics = [policy_loss, value_loss, entropy, norms[0]]
        if name.startswith("ppo-kl"):
            with torch.no_grad():
                metrics += [kl, total(kl_divergence(old, policy())).mean()]
        out[f"metrics.{step}"] = torch.stack(metrics)
        moment = "square_avg" if name == "a2c" else "exp_avg"
        for network, optimizer in optimizers.items():
            out[f"{network}.moments.{step}"] = flat([optimizer.state[x][moment] for x in networks[network]])
            out[f"{network}.{step}"] = flat(networks[network])

    with open(f"{name}-{kind}.csv", "w") as file:
        for key, x in out.items():
            file.write(",".join([key, *(f"{y:.9g}" for y in x.tolist())]) + "\n")


for name in ("actor-critic", "a2c", "off-policy-pg", "off-policy-pg-truncated", "ppo-kl", "ppo-kl-clipped"):
    for kind in ACTIONS:
        fixture(name, kind)
