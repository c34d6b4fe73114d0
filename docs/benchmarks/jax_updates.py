"""Gradient updates of SAC, TD3, DQN, PPO, IQL and TD3+BC compiled by XLA, as fast as we could make them on a CPU.

    python3 docs/benchmarks/jax_updates.py sac|td3|dqn|ppo|iql|td3-bc [THREADS] [SECONDS]

SAC and TD3: 3 observations, 1 action, 256x256, 256 rows out of 100 000 transitions; DQN: 4
observations, 2 actions, 256x256, 64 rows out of 10 000; IQL and TD3+BC: 17 observations, 6 actions,
256x256, 256 rows out of 100 000. ppo is the whole loop on CartPole: 8
environments x 128 steps, 4 epochs x 4 minibatches, 64x64, and its figure is environment steps a
second. Prints `jax-sac N/s`, the median of five stretches of SECONDS / 5 (default 8).

Many updates are one compiled scan, so that no Python runs between them; the environment of ppo is
compiled too. Indices and noise of a scan are drawn at once before it.
"""

import os
import statistics
import sys
import time

CASE = sys.argv[1]
THREADS = int(sys.argv[2]) if len(sys.argv) > 2 else 2
SECONDS = float(sys.argv[3]) if len(sys.argv) > 3 else 8.0
if hasattr(os, "sched_setaffinity"):  # XLA takes as many threads as it may use cores
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:THREADS]))

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import optax  # noqa: E402

HIDDEN, GAMMA, TAU = 256, 0.99, 0.005
DISCRETE = CASE == "dqn"
OBSERVATIONS, ACTIONS, BATCH, ROWS = {
    "dqn": (4, 2, 64, 10_000),
    "iql": (17, 6, 256, 100_000),
    "td3-bc": (17, 6, 256, 100_000),
}.get(CASE, (3, 1, 256, 100_000))
adam = optax.adam(3e-4)


def network(key, sizes):
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        (jax.random.normal(k, (i, o)) / jnp.sqrt(i), jnp.zeros(o))
        for k, i, o in zip(keys, sizes, sizes[1:])
    ]


def hidden(layers, x, activation):
    for w, b in layers[:-1]:
        x = activation(x @ w + b)
    return x


def mlp(layers, x, activation=jax.nn.relu):
    w, b = layers[-1]
    return hidden(layers, x, activation) @ w + b


def step(optimizer, gradient, state, parameters):
    updates, state = optimizer.update(gradient, state, parameters)
    return optax.apply_updates(parameters, updates), state


def blended(targets, sources):
    return jax.tree.map(lambda t, s: t + TAU * (s - t), targets, sources)


def transitions(key):
    ks, ka, kr, kn = jax.random.split(key, 4)
    actions = (
        jax.random.randint(ka, (ROWS,), 0, ACTIONS)
        if DISCRETE
        else jax.random.uniform(ka, (ROWS, ACTIONS), minval=-1, maxval=1)
    )
    return {
        "s": jax.random.normal(ks, (ROWS, OBSERVATIONS)),
        "a": actions,
        "r": jax.random.normal(kr, (ROWS,)),
        "s2": jax.random.normal(kn, (ROWS, OBSERVATIONS)),
        "discount": jnp.full(ROWS, GAMMA),
    }


def compiled(update, draw, count):
    """A compiled call of `count` updates on a state and a key."""

    def call(carried):
        state, key = carried
        key, fresh = jax.random.split(key)
        state, _ = jax.lax.scan(lambda s, x: (update(s, x), None), state, draw(fresh))
        return state, key

    return jax.jit(call, donate_argnums=0), count


def critic_loss(value, critics, b, y):
    q1, q2 = (value(c, b["s"], b["a"]) for c in critics)
    return ((q1 - y) ** 2).mean() + ((q2 - y) ** 2).mean()


def sac(key, count=100):
    k1, k2, k3, kd, key = jax.random.split(key, 5)
    data = transitions(kd)

    def value(layers, s, a):  # the last layer as a sum of products: faster here than a product
        w, b = layers[-1]
        x = jnp.concatenate([s, a], -1)
        return (hidden(layers, x, jax.nn.relu) * w[:, 0]).sum(-1) + b[0]

    def least(critics, s, a):
        return jnp.minimum(*(value(c, s, a) for c in critics))

    def act(policy, s, noise):
        mean, log_std = jnp.split(mlp(policy, s), 2, -1)
        log_std = jnp.clip(log_std, -20, 2)
        a = jnp.tanh(mean + jnp.exp(log_std) * noise)
        density = -0.5 * noise**2 - log_std - 0.5 * jnp.log(2 * jnp.pi)
        return a, (density - jnp.log(1 - a**2 + 1e-6)).sum(-1)

    def update(state, drawn):
        critics, targets, policy, log_temperature, *optimizers = state
        critic_state, policy_state, temperature_state = optimizers
        rows, noise, next_noise = drawn
        b = jax.tree.map(lambda x: x[rows], data)
        temperature = jnp.exp(log_temperature)
        a2, lp2 = act(policy, b["s2"], next_noise)
        y = b["r"] + b["discount"] * (least(targets, b["s2"], a2) - temperature * lp2)
        g = jax.grad(lambda c: critic_loss(value, c, b, y))(critics)
        critics, critic_state = step(adam, g, critic_state, critics)

        def actor_loss(policy):
            a, lp = act(policy, b["s"], noise)
            return (temperature * lp - least(critics, b["s"], a)).mean(), lp

        g, lp = jax.grad(actor_loss, has_aux=True)(policy)
        policy, policy_state = step(adam, g, policy_state, policy)
        log_temperature, temperature_state = step(
            adam, -(lp - ACTIONS).mean(), temperature_state, log_temperature
        )
        targets = blended(targets, critics)
        return critics, targets, policy, log_temperature, critic_state, policy_state, temperature_state

    def draw(key):
        ki, kn, km = jax.random.split(key, 3)
        shape = (count, BATCH, ACTIONS)
        rows = jax.random.randint(ki, (count, BATCH), 0, ROWS)
        return rows, jax.random.normal(kn, shape), jax.random.normal(km, shape)

    sizes = [OBSERVATIONS + ACTIONS, HIDDEN, HIDDEN, 1]
    critics = (network(k1, sizes), network(k2, sizes))
    policy = network(k3, [OBSERVATIONS, HIDDEN, HIDDEN, 2 * ACTIONS])
    log_temperature = jnp.zeros(())
    optimizers = (adam.init(critics), adam.init(policy), adam.init(log_temperature))
    return compiled(update, draw, count), ((critics, critics, policy, log_temperature, *optimizers), key)


def td3(key, count=100):
    k1, k2, k3, kd, key = jax.random.split(key, 5)
    data = transitions(kd)

    def value(layers, s, a):
        return mlp(layers, jnp.concatenate([s, a], -1))[:, 0]

    def critics_updated(critics, targets, target_policy, critic_state, rows, noise):
        b = jax.tree.map(lambda x: x[rows], data)
        a2 = jnp.tanh(mlp(target_policy, b["s2"])) + jnp.clip(0.2 * noise, -0.5, 0.5)
        a2 = jnp.clip(a2, -1, 1)
        y = b["r"] + b["discount"] * jnp.minimum(*(value(t, b["s2"], a2) for t in targets))
        g = jax.grad(lambda c: critic_loss(value, c, b, y))(critics)
        return *step(adam, g, critic_state, critics), b

    def policy_loss(policy, critic, b):
        a = jnp.tanh(mlp(policy, b["s"]))
        q = value(critic, b["s"], a)
        if CASE == "td3":
            return -q.mean()
        weight = 2.5 / jax.lax.stop_gradient(jnp.abs(q).mean())
        return -weight * q.mean() + ((a - b["a"]) ** 2).mean()

    def update(state, drawn):
        """Two updates: the policy's belongs to the second, so that no branch is needed."""
        critics, targets, policy, target_policy, critic_state, policy_state = state
        for rows, noise in zip(*drawn):
            critics, critic_state, b = critics_updated(
                critics, targets, target_policy, critic_state, rows, noise
            )
        g = jax.grad(policy_loss)(policy, critics[0], b)
        policy, policy_state = step(adam, g, policy_state, policy)
        targets, target_policy = blended(targets, critics), blended(target_policy, policy)
        return critics, targets, policy, target_policy, critic_state, policy_state

    def draw(key):
        ki, kn = jax.random.split(key)
        shape = (count // 2, 2, BATCH)
        return jax.random.randint(ki, shape, 0, ROWS), jax.random.normal(kn, (*shape, ACTIONS))

    sizes = [OBSERVATIONS + ACTIONS, HIDDEN, HIDDEN, 1]
    critics = (network(k1, sizes), network(k2, sizes))
    policy = network(k3, [OBSERVATIONS, HIDDEN, HIDDEN, ACTIONS])
    state = (critics, critics, policy, policy, adam.init(critics), adam.init(policy))
    return compiled(update, draw, count), (state, key)


def iql(key, count=100):
    k1, k2, k3, k4, kd, key = jax.random.split(key, 6)
    data = transitions(kd)
    fading = optax.adam(optax.cosine_decay_schedule(3e-4, 10_000_000))

    def value(layers, s, a):
        return mlp(layers, jnp.concatenate([s, a], -1))[:, 0]

    def update(state, rows):
        critics, targets, v, policy, critic_state, value_state, policy_state = state
        b = jax.tree.map(lambda x: x[rows], data)
        best = jnp.minimum(*(value(t, b["s"], b["a"]) for t in targets))

        def value_loss(v):
            u = best - mlp(v, b["s"])[:, 0]
            return (jnp.where(u > 0, 0.7, 0.3) * u**2).mean()

        v, value_state = step(adam, jax.grad(value_loss)(v), value_state, v)
        weight = jnp.minimum(jnp.exp(3.0 * (best - mlp(v, b["s"])[:, 0])), 100.0)

        def policy_loss(p):
            log_std = jnp.clip(p["log_std"], -5, 2)
            z = (b["a"] - jnp.tanh(mlp(p["mean"], b["s"]))) / jnp.exp(log_std)
            density = (-0.5 * z**2 - log_std - 0.5 * jnp.log(2 * jnp.pi)).sum(-1)
            return -(weight * density).mean()

        policy, policy_state = step(fading, jax.grad(policy_loss)(policy), policy_state, policy)
        y = b["r"] + b["discount"] * mlp(v, b["s2"])[:, 0]
        g = jax.grad(lambda c: critic_loss(value, c, b, y))(critics)
        critics, critic_state = step(adam, g, critic_state, critics)
        targets = blended(targets, critics)
        return critics, targets, v, policy, critic_state, value_state, policy_state

    sizes = [OBSERVATIONS + ACTIONS, HIDDEN, HIDDEN, 1]
    critics = (network(k1, sizes), network(k2, sizes))
    v = network(k3, [OBSERVATIONS, HIDDEN, HIDDEN, 1])
    mean = network(k4, [OBSERVATIONS, HIDDEN, HIDDEN, ACTIONS])
    policy = {"mean": mean, "log_std": jnp.zeros(ACTIONS)}
    state = (critics, critics, v, policy, adam.init(critics), adam.init(v), fading.init(policy))
    draw = lambda key: jax.random.randint(key, (count, BATCH), 0, ROWS)  # noqa: E731
    return compiled(update, draw, count), (state, key)


def dqn(key, count=500):
    k1, kd, key = jax.random.split(key, 3)
    data = transitions(kd)

    def update(state, rows):
        q, target, optimizer = state
        b = jax.tree.map(lambda x: x[rows], data)
        y = b["r"] + b["discount"] * mlp(target, b["s2"]).max(-1)

        def loss(q):  # one-hot: its derivative is no scatter
            chosen = (mlp(q, b["s"]) * jax.nn.one_hot(b["a"], ACTIONS)).sum(-1)
            return optax.huber_loss(chosen, y).mean()

        q, optimizer = step(adam, jax.grad(loss)(q), optimizer, q)
        return q, target, optimizer

    q = network(k1, [OBSERVATIONS, HIDDEN, HIDDEN, ACTIONS])
    draw = lambda key: jax.random.randint(key, (count, BATCH), 0, ROWS)  # noqa: E731
    return compiled(update, draw, count), ((q, q, adam.init(q)), key)


def ppo(key, iterations=10):
    environments, steps, epochs, minibatches = 8, 128, 4, 4
    rows = environments * steps
    optimizer = optax.chain(optax.clip_by_global_norm(0.5), optax.adam(2.5e-4, eps=1e-5))

    def moved(state, age, action, fresh):
        x, v, angle, spin = state
        force = jnp.where(action == 1, 10.0, -10.0)
        cosine, sine = jnp.cos(angle), jnp.sin(angle)
        pushed = (force + 0.05 * spin**2 * sine) / 1.1
        turned = (9.8 * sine - cosine * pushed) / (0.5 * (4 / 3 - 0.1 * cosine**2 / 1.1))
        pulled = pushed - 0.05 * turned * cosine / 1.1
        state = jnp.array(
            [x + 0.02 * v, v + 0.02 * pulled, angle + 0.02 * spin, spin + 0.02 * turned]
        )
        age = age + 1
        out = (jnp.abs(state[0]) > 2.4) | (jnp.abs(state[2]) > 12 * 2 * jnp.pi / 360)
        ended = out | (age >= 500)
        return jnp.where(ended, fresh, state), jnp.where(ended, 0, age), ended

    def log_policy(p, s):
        return jax.nn.log_softmax(mlp(p["policy"], s, jnp.tanh))

    def value(p, s):
        return mlp(p["value"], s, jnp.tanh)[..., 0]

    def chosen(log_probabilities, actions):
        return (log_probabilities * jax.nn.one_hot(actions, 2)).sum(-1)

    def iteration(carried, key):
        p, optimizer_state, s, age = carried
        kn, kf, kp = jax.random.split(key, 3)
        noise = jax.random.gumbel(kn, (steps, environments, 2))
        fresh = jax.random.uniform(kf, (steps, environments, 4), minval=-0.05, maxval=0.05)

        def act(c, drawn):
            s, age = c
            lp = log_policy(p, s)
            a = jnp.argmax(lp + drawn[0], -1)
            after, age, ended = jax.vmap(moved)(s, age, a, drawn[1])
            return (after, age), (s, a, chosen(lp, a), ended)

        (s, age), (states, actions, old, ended) = jax.lax.scan(act, (s, age), (noise, fresh))
        values = value(p, states.reshape(rows, 4)).reshape(steps, environments)

        def backwards(c, x):
            advantage, after = c
            v, ended = x
            goes_on = 1.0 - ended
            delta = 1.0 + GAMMA * after * goes_on - v
            advantage = delta + GAMMA * 0.95 * goes_on * advantage
            return (advantage, v), advantage

        start = (jnp.zeros(environments), value(p, s))
        _, advantages = jax.lax.scan(backwards, start, (values, ended), reverse=True)
        data = (states, actions, old, values, advantages)
        data = jax.tree.map(lambda x: x.reshape((rows,) + x.shape[2:]), data)

        def minibatch(c, order):
            p, optimizer_state = c
            s, a, old, v, advantage = jax.tree.map(lambda x: x[order], data)
            n = (advantage - advantage.mean()) / (advantage.std() + 1e-8)

            def loss(p):
                lp = log_policy(p, s)
                ratio = jnp.exp(chosen(lp, a) - old)
                clipped = jnp.minimum(ratio * n, jnp.clip(ratio, 0.8, 1.2) * n).mean()
                error = ((value(p, s) - v - advantage) ** 2).mean()
                return -clipped + 0.5 * error + 0.01 * (jnp.exp(lp) * lp).sum(-1).mean()

            return step(optimizer, jax.grad(loss)(p), optimizer_state, p), None

        orders = jax.vmap(lambda k: jax.random.permutation(k, rows))(jax.random.split(kp, epochs))
        orders = orders.reshape(epochs * minibatches, -1)
        (p, optimizer_state), _ = jax.lax.scan(minibatch, (p, optimizer_state), orders)
        return p, optimizer_state, s, age

    kp, kv, ks, key = jax.random.split(key, 4)
    p = {"policy": network(kp, [4, 64, 64, 2]), "value": network(kv, [4, 64, 64, 1])}
    s = jax.random.uniform(ks, (environments, 4), minval=-0.05, maxval=0.05)
    state = (p, optimizer.init(p), s, jnp.zeros(environments, int))
    call, _ = compiled(iteration, lambda key: jax.random.split(key, iterations), iterations)
    return (call, iterations * rows), (state, key)


CASES = {"sac": sac, "td3": td3, "dqn": dqn, "ppo": ppo, "iql": iql, "td3-bc": td3}


def main():
    (call, count), state = CASES[CASE](jax.random.PRNGKey(0))
    state = jax.tree.map(jnp.copy, state)  # what is donated must not be there twice
    for _ in range(2):
        state = jax.block_until_ready(call(state))
    rates = []
    for _ in range(5):
        done, start = 0, time.perf_counter()
        while time.perf_counter() - start < SECONDS / 5:
            state = jax.block_until_ready(call(state))
            done += count
        rates.append(done / (time.perf_counter() - start))
    if not all(bool(jnp.isfinite(x).all()) for x in jax.tree.leaves(state)):
        sys.exit("a figure is not finite")
    print(f"jax-{CASE} {statistics.median(rates):.1f}/s", flush=True)


if __name__ == "__main__":
    main()
