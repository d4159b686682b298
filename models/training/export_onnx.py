"""Writes the trunk and the fitted projection as one ONNX graph: `pixels` uint8 [batch, 224, 224, 3] to `embedding` float [batch, dimension]."""

import argparse
import pathlib

import numpy as np
import torch

from network import Embedder, Projection, Trunk
from normalisation import MEAN, STD
from onnx_graph import export


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projection", type=pathlib.Path, help="npz with centre and matrix, from fit_projection.py")
    parser.add_argument("output", type=pathlib.Path)
    arguments = parser.parse_args()
    fitted = np.load(arguments.projection)
    projection = Projection(torch.from_numpy(fitted["centre"]), torch.from_numpy(fitted["matrix"]))
    export(Embedder(Trunk(MEAN, STD), projection), "embedding", arguments.output)


if __name__ == "__main__":
    main()
