"""Fits the projection from the trunk's features and says what it brings on designs that were left out.

Closed form, no gradient step. With x a feature vector of a view of design d, S_w the mean scatter of views round their design's mean
(what edits do) and S_b the scatter of the designs' means (what tells designs apart):
    W = (S_w + ridge * mean variance * I)^(-1/2),  P = leading eigenvectors of W S_b W,  matrix = W P.
The supervised whitening of Mikolajczyk and Matas, "Improving descriptors for fast tree matching by optimal linear projection" (2007).
"""

import argparse
import pathlib

import numpy as np

RIDGES = (0.03, 0.1, 0.3, 1.0)


def fit(features: np.ndarray, designs: np.ndarray, dimension: int, ridge: float) -> tuple[np.ndarray, np.ndarray]:
    """features [n, f] float, designs [n] integer labels. Returns centre [f] and matrix [f, dimension], float32."""
    x = features.astype(np.float64)
    centre = x.mean(axis=0)
    x = x - centre
    labels, inverse, counts = np.unique(designs, return_inverse=True, return_counts=True)
    means = np.zeros((len(labels), x.shape[1]))
    np.add.at(means, inverse, x)
    means /= counts[:, None]
    residual = x - means[inverse]
    within = residual.T @ residual / max(1, len(x) - len(labels))
    within += ridge * np.trace(within) / len(within) * np.eye(len(within))
    values, vectors = np.linalg.eigh(within)
    whitening = (vectors / np.sqrt(values)) @ vectors.T
    between = whitening @ (means.T @ means / len(labels)) @ whitening
    _, directions = np.linalg.eigh(between)
    matrix = whitening @ directions[:, ::-1][:, :dimension]
    return centre.astype(np.float32), matrix.astype(np.float32)


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def recall_at_1(embedding: np.ndarray, designs: np.ndarray, is_original: np.ndarray) -> np.ndarray:
    """For each edited view: whether the nearest original is its own."""
    originals = np.flatnonzero(is_original)
    queries = np.flatnonzero(~is_original)
    nearest = originals[np.argmax(unit(embedding[queries]) @ unit(embedding[originals]).T, axis=1)]
    return designs[nearest] == designs[queries]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--views-per-design", type=int, required=True, help="the first view of each is the design itself")
    parser.add_argument("--held-out", type=int, default=0, help="designs at the end, for validation only")
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--ridge", type=float, help="default: the best of a few on the held-out designs")
    arguments = parser.parse_args()
    features = np.load(arguments.features)
    order = np.arange(len(features))
    designs = order // arguments.views_per_design
    is_original = order % arguments.views_per_design == 0
    held_out = designs >= designs[-1] + 1 - arguments.held_out
    head = features[held_out][:, -1280:]
    print(f"{len(features)} views, {arguments.held_out} designs held out")
    if held_out.any():
        print(f"pooled head alone R@1 {recall_at_1(head, designs[held_out], is_original[held_out]).mean():.3f}")
        print(f"all features R@1 {recall_at_1(features[held_out], designs[held_out], is_original[held_out]).mean():.3f}")
    best = (-1.0, None)
    for ridge in [arguments.ridge] if arguments.ridge else RIDGES:
        centre, matrix = fit(features[~held_out], designs[~held_out], arguments.dimension, ridge)
        score = 0.0
        if held_out.any():
            embedding = (features[held_out] - centre) @ matrix
            score = float(recall_at_1(embedding, designs[held_out], is_original[held_out]).mean())
            print(f"ridge {ridge}: R@1 {score:.3f}")
        if score > best[0]:
            best = (score, (centre, matrix))
    centre, matrix = best[1]
    np.savez(arguments.output, centre=centre, matrix=matrix)


if __name__ == "__main__":
    main()
