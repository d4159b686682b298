"""Views as render-training-views.ts leaves them: shards of uint8 [n, 224, 224, 3] beside a list of what each view is."""

import json
import pathlib
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Shard:
    name: str
    pixels: np.ndarray  # uint8 [n, 224, 224, 3], mapped from the file
    designs: np.ndarray  # int64 [n], index in the split
    edits: list[str]  # "" for the design itself, else "name/severity"


def shard_names(folder: pathlib.Path) -> list[str]:
    """Those that are whole."""
    return sorted(path.stem for path in folder.glob("*.npy"))


def view_list(folder: pathlib.Path, name: str) -> list[dict]:
    return json.loads((folder / f"{name}.json").read_text())


def open_shard(folder: pathlib.Path, name: str) -> Shard:
    views = view_list(folder, name)
    return Shard(
        name=name,
        pixels=np.load(folder / f"{name}.npy", mmap_mode="r"),
        designs=np.array([view["design"] for view in views]),
        edits=[view["edit"] or "" for view in views],
    )
