"""Runs the trunk over rendered views: `NAME.npy` uint8 [n, 224, 224, 3] to features float32 [n, 2688]."""

import argparse
import pathlib

import numpy as np
import torch

from network import FEATURE_LENGTH, Trunk
from normalisation import MEAN, STD

BATCH = 32


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    arguments = parser.parse_args()
    views = np.load(arguments.views, mmap_mode="r")
    trunk = Trunk(MEAN, STD).eval()
    features = np.empty((len(views), FEATURE_LENGTH), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(views), BATCH):
            batch = torch.from_numpy(np.ascontiguousarray(views[start : start + BATCH]))
            features[start : start + len(batch)] = trunk(batch).numpy()
    np.save(arguments.output, features)


if __name__ == "__main__":
    main()
