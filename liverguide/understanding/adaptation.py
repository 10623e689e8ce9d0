"""What the sentence encoder was taught of this project's language: small matrices that are added to its weights.

`liverguide.adaptation` learns them (`make adapt`); the file is part of the project, so that every machine understands
the same. A linear map W of the packaged model becomes W + A B (LoRA, https://arxiv.org/abs/2106.09685).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("adaptation.safetensors")


@lru_cache(maxsize=1)
def identity() -> str:
    """Names the matrices exactly."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


def adapted(weights: dict[str, Any]) -> dict[str, Any]:
    """The packaged weights with the learned matrices added. PyTorch's layout: a map's weight is (outputs, inputs)."""
    import numpy
    from safetensors.numpy import load_file

    learned = {name: matrix.astype(numpy.float32) for name, matrix in load_file(FILE).items()}
    changed = dict(weights)
    for name, down in learned.items():
        if name.endswith(".down"):
            linear = name.removesuffix(".down")
            weight = f"{linear}.weight"
            changed[weight] = weights[weight] + (down @ learned[f"{linear}.up"]).T
    return changed
