"""Writes the trunk and the fitted projection as one ONNX graph: `pixels` uint8 [batch, 224, 224, 3] to `embedding` float [batch, dimension]."""

import argparse
import pathlib

import numpy as np
import torch

from network import Embedder, Projection, Trunk
from onnx_graph import export


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projection", type=pathlib.Path, help="npz with centre and matrix, from fit_projection.py")
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--weights", type=pathlib.Path, help="averaged.pt of tune_trunk.py; default: the trunk of ImageNet")
    arguments = parser.parse_args()
    fitted = np.load(arguments.projection)
    projection = Projection(torch.from_numpy(fitted["centre"]), torch.from_numpy(fitted["matrix"]))
    trunk = Trunk()
    if arguments.weights:
        trunk.load_state_dict(torch.load(arguments.weights, weights_only=True))
    export(Embedder(trunk, projection), ["embedding"], arguments.output)


if __name__ == "__main__":
    main()
