"""Backups a second of value iteration in scipy.sparse: random MDPs, 4 actions, 10 successors.

Usage: scipy_backups.py [STATES...]     prints `scipy STATES MILLIONS` a line

A backup is E[r + gamma V(s')] of one state and action; a sweep does all of them and takes the maximum over actions.
"""
import statistics, sys, time
import numpy as np
from scipy.sparse import csr_matrix

ACTIONS, SUCCESSORS, GAMMA = 4, 10, 0.99


def measure(states, seconds=2.0):
    rng = np.random.default_rng(0)
    rows = states * ACTIONS
    columns = rng.integers(0, states, rows * SUCCESSORS).astype(np.int32)
    p = rng.random((rows, SUCCESSORS))
    p /= p.sum(axis=1, keepdims=True)
    matrix = csr_matrix((p.ravel(), columns, np.arange(0, rows * SUCCESSORS + 1, SUCCESSORS, dtype=np.int32)), shape=(rows, states))
    reward, value = rng.random(rows), np.zeros(states)
    times, begin = [], time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 5:
        start = time.perf_counter()
        value = (reward + GAMMA * (matrix @ value)).reshape(states, ACTIONS).max(axis=1)
        times.append(time.perf_counter() - start)
    return rows / statistics.median(times) / 1e6


for n in map(int, sys.argv[1:] or ['1000', '10000', '100000', '1000000']):
    print(f'scipy {n} {measure(n):.1f}', flush=True)
