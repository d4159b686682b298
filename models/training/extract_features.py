"""Runs the trunk over rendered views, shard by shard: uint8 [n, 224, 224, 3] to float32 features [n, 2688] and, for tuning, to the map
that the tuned blocks start from, bfloat16 bits uint16 [n, 28, 28, 40]. Shards that are done are kept.
"""

import argparse
import pathlib
import tempfile

import numpy as np
import onnxruntime
import torch
from torch import nn

from augment import augment
from network import FEATURE_LENGTH, Trunk
from onnx_graph import export
from shards import Shard, open_shard, shard_names

BATCH = 8


class FeaturesAndMap(nn.Module):
    def __init__(self, trunk: Trunk):
        super().__init__()
        self.trunk = trunk

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        lower = self.trunk.lower(pixels)
        return self.trunk.upper(lower), lower.permute(0, 2, 3, 1)


def open_trunk(trunk: Trunk) -> onnxruntime.InferenceSession:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "trunk.onnx"
        export(FeaturesAndMap(trunk), ["features", "map"], path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def pictures(shard: Shard, rows: range, augmented: bool) -> np.ndarray:
    """With `augmented`, edited views are edited further and designs are not: a registry holds the design as it was handed in."""
    batch = np.array(shard.pixels[rows.start : rows.stop])
    if augmented:
        for at, row in enumerate(rows):
            if shard.edits[row]:
                batch[at] = augment(batch[at], np.random.default_rng([int(shard.designs[row]), row]))
    return batch


def save(path: pathlib.Path, array: np.ndarray) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.save(file, array)
    part.rename(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", type=pathlib.Path, help="folder of shards")
    parser.add_argument("output", type=pathlib.Path, help="folder of NNNNN.npy, and NNNNN.map.npy with --maps")
    parser.add_argument("--maps", action="store_true")
    parser.add_argument("--augment", action="store_true")
    arguments = parser.parse_args()
    session = open_trunk(Trunk())
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name in shard_names(arguments.views):
        target = arguments.output / f"{name}.npy"
        if target.exists():
            continue
        shard = open_shard(arguments.views, name)
        features = np.empty((len(shard.pixels), FEATURE_LENGTH), dtype=np.float32)
        maps = np.empty((len(shard.pixels), 28, 28, 40), dtype=np.uint16)
        for start in range(0, len(features), BATCH):
            rows = range(start, min(start + BATCH, len(features)))
            part = slice(rows.start, rows.stop)
            features[part], lower = session.run(None, {"pixels": pictures(shard, rows, arguments.augment)})
            maps[part] = torch.from_numpy(lower).bfloat16().view(torch.uint16).numpy()
        if arguments.maps:
            save(target.with_suffix(".map.npy"), maps)
        save(target, features)
        print(target, flush=True)


if __name__ == "__main__":
    main()
