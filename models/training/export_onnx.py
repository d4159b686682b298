"""Writes the trunk and the fitted projection as one ONNX graph: `pixels` uint8 [batch, 224, 224, 3] to `embedding` float [batch, dimension]."""

import argparse
import pathlib

import numpy as np
import onnx
import torch

from network import INPUT_SIDE_PX, Embedder, Projection, Trunk
from normalisation import MEAN, STD


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projection", type=pathlib.Path, help="npz with centre and matrix")
    parser.add_argument("output", type=pathlib.Path)
    arguments = parser.parse_args()
    fitted = np.load(arguments.projection)
    projection = Projection(torch.from_numpy(fitted["centre"]), torch.from_numpy(fitted["matrix"]))
    embedder = Embedder(Trunk(MEAN, STD), projection).eval()
    example = torch.zeros(2, INPUT_SIDE_PX, INPUT_SIDE_PX, 3, dtype=torch.uint8)
    torch.onnx.export(
        embedder,
        (example,),
        str(arguments.output),
        input_names=["pixels"],
        output_names=["embedding"],
        dynamic_axes={"pixels": {0: "batch"}, "embedding": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(arguments.output))
    onnx.checker.check_model(model)
    # The exporter writes its own version and stack traces; without them the same weights give the same bytes.
    model.producer_name, model.producer_version, model.doc_string = "selvedge", "", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, str(arguments.output))


if __name__ == "__main__":
    main()
