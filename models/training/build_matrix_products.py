"""Writes the small graph that the engine uses as matrix product: the exact scan's uint8 x int8 to int32."""

import pathlib

import onnx
from onnx import TensorProto, helper

FOLDER = pathlib.Path(__file__).parent.parent


def write(name: str, operator: str, left: int, right: int, result: int) -> None:
    graph = helper.make_graph(
        [helper.make_node(operator, ["a", "b"], ["product"])],
        name,
        [helper.make_tensor_value_info("a", left, ["m", "k"]), helper.make_tensor_value_info("b", right, ["k", "n"])],
        [helper.make_tensor_value_info("product", result, ["m", "n"])],
    )
    model = helper.make_model(
        graph, producer_name="selvedge", opset_imports=[helper.make_opsetid("", 17)], ir_version=8
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(FOLDER / f"{name}.onnx"))


if __name__ == "__main__":
    write("matrix-product-uint8", "MatMulInteger", TensorProto.UINT8, TensorProto.INT8, TensorProto.INT32)
