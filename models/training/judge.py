"""How well embeddings find the designs that edited views come from."""

from dataclasses import dataclass

import numpy as np

# Neighbours in the background whose mean similarity is taken off a score: Pizzi et al., "A self-supervised descriptor for image copy detection" (2022).
BACKGROUND_NEIGHBOURS = 10
BEST_KEPT = 10


@dataclass(frozen=True)
class Verdict:
    found: np.ndarray  # bool [queries]: the nearest record is the right one
    average_precision: float  # micro, over the best 10 of all queries, those without an original included
    normalised_average_precision: float  # with the query's likeness to the background taken off

    def line(self) -> str:
        low, high = interval(self.found)
        return (
            f"R@1 {self.found.mean():.4f} ({low:.4f}-{high:.4f}) of {len(self.found)}  "
            f"uAP {self.average_precision:.4f}  normalised {self.normalised_average_precision:.4f}"
        )


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def interval(found: np.ndarray) -> tuple[float, float]:
    """Wilson's at 95 %."""
    n, p, z = len(found), float(found.mean()), 1.959964
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return centre - half, centre + half


def micro_average_precision(scores: np.ndarray, right: np.ndarray, positives: int) -> float:
    """scores, right [n]: every answer of every query, in one list."""
    order = np.argsort(-scores, kind="stable")
    right = right[order]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    return float((precision * right).sum() / positives)


def judge(
    library: np.ndarray, library_designs: np.ndarray, queries: np.ndarray, query_designs: np.ndarray, background: np.ndarray
) -> Verdict:
    """Embeddings [n, d] of any length; a query's design that is not in the library is one without an original."""
    library, queries, background = unit(library), unit(queries), unit(background)
    similarity = queries @ library.T
    level = np.sort(queries @ background.T, axis=1)[:, -BACKGROUND_NEIGHBOURS:].mean(axis=1, keepdims=True)
    known = np.isin(query_designs, library_designs)
    best = np.argpartition(-similarity, BEST_KEPT, axis=1)[:, :BEST_KEPT]
    values = np.take_along_axis(similarity, best, axis=1)
    right = library_designs[best] == query_designs[:, None]
    nearest = np.take_along_axis(right, values.argmax(axis=1)[:, None], axis=1)[:, 0]
    positives = int(known.sum())
    return Verdict(
        found=nearest[known],
        average_precision=micro_average_precision(values.ravel(), right.ravel(), positives),
        normalised_average_precision=micro_average_precision((values - level).ravel(), right.ravel(), positives),
    )
