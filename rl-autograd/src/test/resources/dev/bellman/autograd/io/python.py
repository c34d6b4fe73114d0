"""Writes python.safetensors, the fixture of SafetensorsPythonTest, with safetensors 0.8.0 and NumPy 2.4."""

import pathlib

import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "weight": np.array([[0.0, -0.0, 1.5], [np.inf, np.nan, 1e-45]], np.float32),
        "double": np.array([np.pi, -np.inf, 5e-324]),
        "long": np.array([-(2**63), 2**63 - 1, 42], np.int64),
        "int": np.array([[-(2**31)], [2**31 - 1]], np.int32),
        "half": np.array([1.5, -65504.0], np.float16),
        "byte": np.array([0, 127, 255], np.uint8),
        "bool": np.array([True, False]),
        "scalar": np.array(-7.25, np.float32),
        "empty": np.zeros((0, 3), np.float32),
        "名.ü": np.array([1], np.int64),
    },
    pathlib.Path(__file__).with_name("python.safetensors"),
    metadata={"writer": "python", "note": "a \"quoted\"\nline"},
)
