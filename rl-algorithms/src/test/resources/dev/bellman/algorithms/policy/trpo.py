"""TRPO's surrogate, divergence, natural gradient and update in PyTorch, in double precision: the fixtures of
NaturalGradientEquationTest.

Run in this folder: python3 trpo.py
It writes trpo-discrete.csv and trpo-box.csv: a name and its numbers a line. Weights lie [in, out], layer after layer.
The Fisher matrix is the Hessian of the divergence, by automatic differentiation; the system is solved directly.
"""

import torch
from torch.distributions import Categorical, Normal, kl_divergence

T, N, OBSERVATION, HIDDEN, ACTIONS = 6, 4, 3, (5, 4), {"discrete": 3, "box": 2}
GAMMA, LAMBDA, DELTA, DAMPING, SHRINK, TRIES, RATE = 0.9, 0.8, 0.05, 0.1, 0.8, 10, 1e-2


def numbers(*shape, scale=1.0):
    """Random doubles that a float holds exactly."""
    return (scale * torch.randn(*shape)).float().double()


def sizes(out):
    widths = (OBSERVATION, *HIDDEN, out)
    return list(zip(widths, widths[1:]))


def initial(out):
    return torch.cat([torch.cat([numbers(i * o, scale=0.7), numbers(o, scale=0.3)]) for i, o in sizes(out)])


def network(parameters, s, out):
    """The output of the network and the parameters that are left."""
    x = s
    for n, (i, o) in enumerate(sizes(out)):
        w, b, parameters = parameters[: i * o], parameters[i * o : i * o + o], parameters[i * o + o :]
        x = x @ w.reshape(i, o) + b
        if n < len(HIDDEN):
            x = torch.tanh(x)
    return x, parameters


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
    out = ACTIONS[kind]

    def policy(theta):
        x, rest = network(theta, s, out)
        return Categorical(logits=x) if kind == "discrete" else Normal(x, rest.exp())

    def per_row(x):
        return x if kind == "discrete" else x.sum(1)

    theta0 = initial(out)
    if kind == "box":
        theta0 = torch.cat([theta0, numbers(out, scale=0.3)])
    psi = initial(1)
    s = numbers(T * N, OBSERVATION)
    old = policy(theta0)
    a = old.sample() if kind == "discrete" else old.sample().float().double()
    old_log_probability = per_row(old.log_prob(a))
    old_value = network(psi, s, 1)[0].flatten().float().double()
    rewards, final_values, last_values = numbers(T, N), numbers(T, N), numbers(N)
    terminated = torch.zeros(T, N, dtype=torch.bool)
    truncated = torch.zeros(T, N, dtype=torch.bool)
    terminated[1, 0] = truncated[2, 1] = terminated[3, 2] = truncated[3, 2] = truncated[5, 0] = True
    values = old_value.reshape(T, N)
    next_values = torch.where(truncated, final_values, torch.cat([values[1:], last_values[None]]))
    advantages = gae(rewards, values, next_values, terminated, truncated).reshape(-1)
    returns = advantages + old_value
    normalized = (advantages - advantages.mean()) / (advantages.std() + 1e-8)

    def surrogate(theta):
        return ((per_row(policy(theta).log_prob(a)) - old_log_probability).exp() * normalized).mean()

    def divergence(theta):
        return per_row(kl_divergence(old, policy(theta))).mean()

    g = torch.autograd.functional.jacobian(surrogate, theta0)
    fisher = torch.autograd.functional.hessian(divergence, theta0)
    x = torch.linalg.solve(fisher + DAMPING * torch.eye(len(g), dtype=torch.double), g)

    out_lines = {
        "actor": theta0,
        "critic": psi,
        "observations": s.reshape(-1),
        "actions": a.reshape(-1),
        "logProbabilities": old_log_probability,
        "values": old_value,
        "rewards": rewards.reshape(-1),
        "terminated": terminated.double().reshape(-1),
        "truncated": truncated.double().reshape(-1),
        "finalValues": final_values.reshape(-1),
        "lastValues": last_values,
        "gradient": g,
        "direction": x,
    }

    def search(x, curvature, name):
        longest = (2 * DELTA / curvature).sqrt()
        for j in range(TRIES):
            step = longest * SHRINK**j
            theta = theta0 + step * x
            if divergence(theta) <= DELTA and surrogate(theta) > surrogate(theta0):
                improvement = surrogate(theta) - surrogate(theta0)
                out_lines[name] = torch.stack([g.norm(), step, divergence(theta), improvement])
                return
        raise AssertionError("the line search of a fixture must succeed")

    search(x, g @ x, "natural")
    product = fisher @ g + DAMPING * g
    search(g * (g @ g) / (g @ product), (g @ g) ** 2 / (g @ product), "plain")  # one iteration

    psi = psi.clone().requires_grad_()
    adam = torch.optim.Adam([psi], lr=RATE, eps=1e-8)
    loss = ((network(psi, s, 1)[0].flatten() - returns) ** 2).mean()
    loss.backward()
    adam.step()
    out_lines["valueLoss"] = loss.reshape(1)
    out_lines["critic.1"] = psi

    with open(f"trpo-{kind}.csv", "w") as file:
        for name, x in out_lines.items():
            file.write(",".join([name, *(f"{y:.9g}" for y in x.tolist())]) + "\n")


for kind in ACTIONS:
    fixture(kind)
