"""Closed-form projection from the trunk's features: whiten within-design scatter, then keep the main directions between designs.

No gradient step is taken. With x a feature vector of a view of design d, S_w the mean scatter of views round their design's mean
(what edits do) and S_b the scatter of the designs' means (what tells designs apart):
    W = (S_w + ridge * mean variance * I)^(-1/2),  P = leading eigenvectors of W S_b W,  matrix = W P.
The supervised whitening of Mikolajczyk and Matas, "Improving descriptors for fast tree matching by optimal linear projection" (2007).
"""

import numpy as np


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
