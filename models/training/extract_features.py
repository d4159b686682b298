"""Runs the trunk over rendered views: uint8 [n, 224, 224, 3] in a .npy file to features float32 [n, 2688]."""

import argparse
import pathlib
import tempfile

import numpy as np
import onnxruntime

from network import FEATURE_LENGTH, Trunk
from normalisation import MEAN, STD
from onnx_graph import export

BATCH = 16


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--limit", type=int, help="only the first views of the file, which may still be growing")
    arguments = parser.parse_args()
    if arguments.limit:
        views = np.memmap(arguments.views, np.uint8, "r", offset=128, shape=(arguments.limit, 224, 224, 3))
    else:
        views = np.load(arguments.views, mmap_mode="r")
    with tempfile.TemporaryDirectory() as folder:
        trunk = pathlib.Path(folder) / "trunk.onnx"
        export(Trunk(MEAN, STD), "features", trunk)
        session = onnxruntime.InferenceSession(str(trunk), providers=["CPUExecutionProvider"])
    features = np.empty((len(views), FEATURE_LENGTH), dtype=np.float32)
    for start in range(0, len(views), BATCH):
        batch = np.ascontiguousarray(views[start : start + BATCH])
        features[start : start + len(batch)] = session.run(None, {"pixels": batch})[0]
    np.save(arguments.output, features)


if __name__ == "__main__":
    main()
