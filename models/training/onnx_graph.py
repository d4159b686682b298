"""Exports a module that takes `pixels` uint8 [batch, 224, 224, 3]."""

import pathlib

import onnx
import torch

from network import INPUT_SIDE_PX, Convolution


def export(module: torch.nn.Module, output_names: list[str], path: pathlib.Path) -> None:
    example = torch.zeros(2, INPUT_SIDE_PX, INPUT_SIDE_PX, 3, dtype=torch.uint8)
    torch.onnx.export(
        module.eval(),
        (example,),
        str(path),
        input_names=["pixels"],
        output_names=output_names,
        dynamic_axes={name: {0: "batch"} for name in ["pixels", *output_names]},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(path))
    merge_padding(model.graph, module)
    onnx.checker.check_model(model)
    # The exporter writes its own version and stack traces; without them the same weights give the same bytes.
    model.producer_name, model.producer_version, model.doc_string = "selvedge", "", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, str(path))


def merge_padding(graph: onnx.GraphProto, module: torch.nn.Module) -> None:
    """Puts padding into the convolution that reads it: a convolution may pad its two ends unequally in ONNX, though not in PyTorch."""
    paddings = {f"{name}.weight": part.padding for name, part in module.named_modules() if isinstance(part, Convolution)}
    pads = {node.output[0]: node for node in graph.node if node.op_type == "Pad"}
    for node in graph.node:
        if node.op_type == "Conv" and node.input[0] in pads:
            left, right, top, bottom = paddings[node.input[1]]
            next(a for a in node.attribute if a.name == "pads").ints[:] = [top, left, bottom, right]
            node.input[0] = pads[node.input[0]].input[0]
    remove_unused(graph)


def remove_unused(graph: onnx.GraphProto) -> None:
    used = {output.name for output in graph.output}
    for node in reversed(list(graph.node)):
        if used.isdisjoint(node.output):
            graph.node.remove(node)
        else:
            used.update(node.input)
