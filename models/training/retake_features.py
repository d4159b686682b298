"""Features of every view anew with a tuned trunk, from the maps that its frozen blocks left. Shards that are done are kept."""

import argparse
import pathlib

import numpy as np
import torch

from extract_features import save
from fast_layers import fast_upper
from network import Trunk

BATCH = 48


@torch.no_grad()
def features_of(trunk: Trunk, maps: np.ndarray) -> np.ndarray:
    """Maps of bfloat16 bits uint16 [n, 28, 28, 40] to features float32 [n, 2688]."""
    parts = [
        fast_upper(trunk, torch.from_numpy(np.array(maps[at : at + BATCH])).view(torch.bfloat16))
        for at in range(0, len(maps), BATCH)
    ]
    return torch.cat(parts).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("features", type=pathlib.Path, help="folder of NNNNN.map.npy")
    parser.add_argument("weights", type=pathlib.Path, help="averaged.pt of tune_trunk.py")
    parser.add_argument("output", type=pathlib.Path)
    arguments = parser.parse_args()
    trunk = Trunk()
    trunk.load_state_dict(torch.load(arguments.weights, weights_only=True))
    arguments.output.mkdir(parents=True, exist_ok=True)
    for path in sorted(arguments.features.glob("*.map.npy")):
        target = arguments.output / path.name.replace(".map.npy", ".npy")
        if not target.exists():
            save(target, features_of(trunk, np.load(path, mmap_mode="r")))


if __name__ == "__main__":
    main()
