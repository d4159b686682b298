"""Fits the projection from the trunk's features and says what it brings on designs of the calibration split.

Closed form, no gradient step. With x a feature vector of a view of design d, S_w the mean scatter of views round their design's mean
(what edits do) and S_b the scatter of the designs' means (what tells designs apart):
    W = (S_w + ridge * mean variance * I)^(-1/2),  P = leading eigenvectors of W S_b W,  matrix = W P.
The supervised whitening of Mikolajczyk and Matas, "Improving descriptors for fast tree matching by optimal linear projection" (2007).
"""

import argparse
import json
import pathlib

import numpy as np
import torch

from judge import Verdict, interval, judge, unit
from shards import view_list

RIDGES = (0.01, 0.03)
# Of the designs that are judged, this share is in the library; the views of the others are queries without an original.
LIBRARY_SHARE = 0.75


class Features:
    """Features of all shards of a folder that are whole, with what each view is."""

    def __init__(self, views: pathlib.Path, features: pathlib.Path, shards: int | None = None):
        names = sorted(path.stem for path in features.glob("?????.npy"))[:shards]
        self.values = np.concatenate([np.load(features / f"{name}.npy") for name in names])
        views_of = [view for name in names for view in view_list(views, name)]
        self.designs = np.array([view["design"] for view in views_of])
        self.edits = np.array([view["edit"] or "" for view in views_of])
        self.originals = self.edits == ""


def scatters(x: np.ndarray, designs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean scatter [f, f] of views round their design's mean, and of the designs' means round the centre; x is centred."""
    labels, inverse, counts = np.unique(designs, return_inverse=True, return_counts=True)
    means = np.zeros((len(labels), x.shape[1]), dtype=x.dtype)
    np.add.at(means, inverse, x)
    means /= counts[:, None].astype(x.dtype)
    residual = x - means[inverse]
    return (
        (residual.T @ residual / max(1, len(x) - len(labels))).astype(np.float64),
        (means.T @ means / len(labels)).astype(np.float64),
    )


class Whitening:
    """Solves once for the spread within designs, which a ridge only shifts, and then gives the matrix of each ridge."""

    def __init__(self, within: np.ndarray, between: np.ndarray):
        self.level = np.trace(within) / len(within)
        values, self.vectors = torch.linalg.eigh(torch.from_numpy(within))
        self.values = values.clamp(min=0)
        self.between = self.vectors.T @ torch.from_numpy(between) @ self.vectors

    def matrix(self, dimension: int, ridge: float) -> np.ndarray:
        """[f, dimension] float32."""
        scale = (self.values + ridge * self.level).rsqrt()
        _, directions = torch.linalg.eigh(scale[:, None] * self.between * scale[None, :])
        leading = directions[:, -dimension:].flip(1)
        return (self.vectors @ (scale[:, None] * leading)).float().numpy()


def judge_embedding(embedding: np.ndarray, features: Features, background: np.ndarray) -> tuple[Verdict, np.ndarray]:
    """The verdict, and the rows of the queries that have an original."""
    known = features.designs < np.quantile(np.unique(features.designs), LIBRARY_SHARE)
    library = known & features.originals
    queries = ~features.originals | ~known
    verdict = judge(
        embedding[library], features.designs[library], embedding[queries], features.designs[queries], background
    )
    return verdict, np.flatnonzero(queries & known)


def by_edit(verdict: Verdict, rows: np.ndarray, edits: np.ndarray) -> str:
    names = np.array([edit.split("/")[0] for edit in edits[rows]])
    lines = []
    for name in np.unique(names):
        found = verdict.found[names == name]
        low, high = interval(found)
        lines.append(f"  {name:18} {found.mean():.3f} ({low:.3f}-{high:.3f}) of {len(found)}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("views", type=pathlib.Path, help="folder with train/ and calibration/")
    parser.add_argument("features", type=pathlib.Path, help="folder with train/ and calibration/")
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--ridge", type=float, help="default: the best of a few")
    parser.add_argument("--shards", type=int, help="of the training split; default: all that are whole")
    arguments = parser.parse_args()
    train = Features(arguments.views / "train", arguments.features / "train", arguments.shards)
    judged = Features(arguments.views / "calibration", arguments.features / "calibration")
    centre = train.values.mean(axis=0)
    print(f"{len(train.values)} views of {train.originals.sum()} designs; judged on {len(judged.values)} views")
    raw, _ = judge_embedding(judged.values - centre, judged, (train.values - centre)[train.originals])
    print(f"no projection: {raw.line()}")
    whitening = Whitening(*scatters(train.values - centre, train.designs))
    kept: tuple[float, np.ndarray, Verdict, str] | None = None
    for ridge in [arguments.ridge] if arguments.ridge else RIDGES:
        matrix = whitening.matrix(arguments.dimension, ridge)
        background = unit((train.values[train.originals] - centre) @ matrix)
        verdict, rows = judge_embedding((judged.values - centre) @ matrix, judged, background)
        print(f"ridge {ridge}: {verdict.line()}", flush=True)
        if kept is None or verdict.average_precision > kept[2].average_precision:
            kept = (ridge, matrix, verdict, by_edit(verdict, rows, judged.edits))
    assert kept is not None
    ridge, matrix, verdict, table = kept
    print(f"ridge {ridge} kept\n{table}")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez(arguments.output, centre=centre, matrix=matrix)
    figures = {
        "designs": int(train.originals.sum()),
        "views": len(train.values),
        "ridge": ridge,
        "recallAt1": float(verdict.found.mean()),
        "verdict": verdict.line(),
        "withoutProjection": raw.line(),
        "byEdit": table,
    }
    arguments.output.with_suffix(".json").write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
