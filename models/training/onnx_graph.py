"""Exports a module that takes `pixels` uint8 [batch, 224, 224, 3]."""

import pathlib

import onnx
import torch

from network import INPUT_SIDE_PX


def export(module: torch.nn.Module, output_name: str, path: pathlib.Path) -> None:
    example = torch.zeros(2, INPUT_SIDE_PX, INPUT_SIDE_PX, 3, dtype=torch.uint8)
    torch.onnx.export(
        module.eval(),
        (example,),
        str(path),
        input_names=["pixels"],
        output_names=[output_name],
        dynamic_axes={"pixels": {0: "batch"}, output_name: {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(path))
    onnx.checker.check_model(model)
    # The exporter writes its own version and stack traces; without them the same weights give the same bytes.
    model.producer_name, model.producer_version, model.doc_string = "selvedge", "", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, str(path))
