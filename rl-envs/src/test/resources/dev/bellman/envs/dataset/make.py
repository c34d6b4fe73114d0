"""Makes the HDF5 files of this folder, as D4RL and Minari make theirs: pip install h5py numpy; python make.py.

Observation t of episode e is (10 e + t, -(10 e + t)), its action (t / 10,) or t % 3, its reward t.
"""

import json
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).parent
BOX = {"type": "Box", "dtype": "float32", "shape": [2], "low": [-float("inf")] * 2, "high": [float("inf")] * 2}
ACTIONS = {"type": "Box", "dtype": "float32", "shape": [1], "low": [-1.0], "high": [1.0]}
DISCRETE = {"type": "Discrete", "dtype": "int64", "start": 0, "n": 3}


def observations(episode, count):
    first = 10 * episode + np.arange(count)
    return np.stack([first, -first], axis=1).astype(np.float32)


def flat(lengths, ends):
    """The steps of some episodes; an end is "terminal", "timeout" or nothing."""
    steps = [t for length in lengths for t in range(length)]
    last = np.cumsum(lengths) - 1
    terminals = np.zeros(len(steps), bool)
    timeouts = np.zeros(len(steps), bool)
    for at, end in zip(last, ends):
        terminals[at] = end == "terminal"
        timeouts[at] = end == "timeout"
    return {
        "observations": np.concatenate([observations(e, n + 1)[:-1] for e, n in enumerate(lengths)]),
        "next_observations": np.concatenate([observations(e, n + 1)[1:] for e, n in enumerate(lengths)]),
        "actions": (np.array(steps, np.float32) / 10)[:, None],
        "rewards": np.array(steps, np.float32),
        "terminals": terminals,
        "timeouts": timeouts,
    }


def d4rl():
    # the third episode has one step, the last goes on at the end of the file
    arrays = flat([3, 4, 1, 2], ["terminal", "timeout", "timeout", ""])
    with h5py.File(HERE / "d4rl.hdf5", "w") as file:
        for name, values in arrays.items():
            if name != "next_observations":
                file[name] = values
        file["infos/qpos"] = np.zeros((10, 3))
        file["metadata/algorithm"] = "SAC"


def d4rl_next():
    arrays = flat([3, 4, 1, 2], ["terminal", "timeout", "timeout", ""])
    arrays["observations"] = arrays["observations"].astype(np.float64)
    arrays["actions"] = arrays["rewards"].astype(np.int64) % 3
    arrays["rewards"] = arrays["rewards"][:, None]
    arrays["timeouts"] = arrays["timeouts"].astype(np.uint8)
    with h5py.File(HERE / "d4rl-next.hdf5", "w", libver=("v110", "v110")) as file:
        for name, values in arrays.items():
            chunks = (4,) + values.shape[1:]
            file.create_dataset(name, data=values, chunks=chunks, compression="gzip", shuffle=True)


def minari(file, actions):
    for e, (length, end) in enumerate([(3, "terminal"), (4, "timeout"), (1, "")]):
        group = file.create_group(f"episode_{e}")
        group.attrs["id"] = e
        group.attrs["total_steps"] = length
        steps = np.arange(length)
        arrays = {
            "observations": observations(e, length + 1),
            "actions": actions(steps),
            "rewards": steps.astype(np.float64),
            "terminations": (steps == length - 1) & (end == "terminal"),
            "truncations": (steps == length - 1) & (end == "timeout"),
        }
        for name, values in arrays.items():
            group.create_dataset(name, data=values, chunks=True, maxshape=(None, *values.shape[1:]))
        group.create_group("infos")


def minari_new():
    folder = HERE / "minari"
    folder.mkdir(exist_ok=True)
    with h5py.File(folder / "main_data.hdf5", "w", track_order=True) as file:
        minari(file, lambda t: (t / 10).astype(np.float32)[:, None])
    about = {
        "total_episodes": 3,
        "total_steps": 8,
        "data_format": "hdf5",
        "observation_space": json.dumps(BOX),
        "action_space": json.dumps(ACTIONS),
        "env_spec": json.dumps({"id": "Counting-v0", "kwargs": {"id": "no"}, "max_episode_steps": 4}),
        "dataset_id": "counting/expert-v0",
        "algorithm_name": "SAC",
        "minari_version": "0.5.3",
    }
    (folder / "metadata.json").write_text(json.dumps(about))


def minari_old():
    with h5py.File(HERE / "minari-attributes.hdf5", "w") as file:
        minari(file, lambda t: t.astype(np.int64) % 3)
        file.attrs["total_episodes"] = 3
        file.attrs["total_steps"] = 8
        file.attrs["dataset_id"] = "counting-random-v0"
        file.attrs["observation_space"] = json.dumps(BOX)
        file.attrs["action_space"] = json.dumps(DISCRETE)
        file.attrs["env_spec"] = json.dumps({"id": "Counting-v0"})


def nested():
    with h5py.File(HERE / "nested.hdf5", "w") as file:
        minari(file, lambda t: t.astype(np.int64) % 3)
        del file["episode_0/observations"]
        file["episode_0/observations/position"] = np.zeros((4, 2))


d4rl()
d4rl_next()
minari_new()
minari_old()
nested()
