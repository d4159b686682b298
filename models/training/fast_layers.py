"""The trunk's layers for training on a CPU: maps channels-last in bfloat16, depthwise convolutions by a kernel of our own, all others as matrix products.

PyTorch spends most of a step in the backward pass of depthwise convolutions; the kernel is compiled with the machine's C++ compiler when first used.
"""

import ctypes
import hashlib
import pathlib
import subprocess
import tempfile

import torch
from torch import nn
from torch.nn import functional

from network import FIRST_TUNED_BLOCK, GEM_EXPONENT, STAGE_END_BLOCKS, Block, Convolution, Trunk

SOURCE = pathlib.Path(__file__).parent / "depthwise.cpp"
COMPILER = ["g++", "-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]


def compile_kernel() -> ctypes.CDLL:
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    library = pathlib.Path(tempfile.gettempdir()) / f"selvedge-depthwise-{digest}.so"
    if not library.exists():
        part = library.with_suffix(".part")
        subprocess.run([*COMPILER, str(SOURCE), "-o", str(part)], check=True)
        part.rename(library)
    return ctypes.CDLL(str(library))


class Shape(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_int)
        for name in ("pictures", "height", "width", "channels", "out_height", "out_width", "stride", "pad_top", "pad_left")
    ]


class Depthwise(torch.autograd.Function):
    """Maps bfloat16 [N, H, W, C], weights float [k*k, C], bias float [C]."""

    kernel: ctypes.CDLL | None = None

    @staticmethod
    def forward(context, x, weight, bias, side, stride, padding):
        Depthwise.kernel = Depthwise.kernel or compile_kernel()
        left, right, top, bottom = padding
        n, height, width, channels = x.shape
        out_height = (height + top + bottom - side) // stride + 1
        out_width = (width + left + right - side) // stride + 1
        shape = Shape(n, height, width, channels, out_height, out_width, stride, top, left)
        x, weight = x.contiguous(), weight.contiguous()
        out = torch.empty(n, out_height, out_width, channels, dtype=torch.bfloat16)
        Depthwise.kernel.depthwise_forward(ctypes.byref(shape), side, *pointers(x, weight, bias, out))
        context.save_for_backward(x, weight)
        context.shape, context.side = shape, side
        return out

    @staticmethod
    def backward(context, out_gradient):
        x, weight = context.saved_tensors
        gradient = torch.empty_like(x)
        weight_gradient = torch.zeros_like(weight)
        bias_gradient = torch.zeros(weight.shape[1])
        out_gradient = out_gradient.contiguous()
        Depthwise.kernel.depthwise_backward(
            ctypes.byref(context.shape),
            context.side,
            *pointers(x, weight, out_gradient, gradient, weight_gradient, bias_gradient),
        )
        return gradient, weight_gradient, bias_gradient, None, None, None


def pointers(*tensors: torch.Tensor) -> list[ctypes.c_void_p]:
    return [ctypes.c_void_p(tensor.data_ptr()) for tensor in tensors]


def pointwise(x: torch.Tensor, layer: Convolution) -> torch.Tensor:
    return functional.linear(x, layer.weight[:, :, 0, 0].to(x.dtype), layer.bias.to(x.dtype))


def depthwise(x: torch.Tensor, layer: Convolution) -> torch.Tensor:
    side = layer.weight.shape[2]
    weight = layer.weight.view(-1, side * side).T
    return Depthwise.apply(x, weight, layer.bias, side, layer.stride, layer.padding)


def run_block(x: torch.Tensor, block: Block) -> torch.Tensor:
    y = x if block.widen is None else functional.relu6(pointwise(x, block.widen))
    y = pointwise(functional.relu6(depthwise(y, block.filter)), block.narrow)
    return x + y if block.residual else y


def moments(x: torch.Tensor) -> list[torch.Tensor]:
    x = x.float()
    mean = x.mean(dim=(1, 2))
    variance = (x * x).mean(dim=(1, 2)) - mean * mean
    return [mean, torch.sqrt(torch.clamp(variance, min=0.0) + 1e-6)]


def fast_upper(trunk: Trunk, x: torch.Tensor) -> torch.Tensor:
    """What `trunk.upper` computes, from a channels-last bfloat16 map [N, 28, 28, 40]; equal to it but for rounding."""
    parts = []
    for index in range(FIRST_TUNED_BLOCK, len(trunk.blocks)):
        x = run_block(x, trunk.blocks[index])
        if index in STAGE_END_BLOCKS:
            parts += moments(x)
    x = torch.clamp(functional.relu6(pointwise(x, trunk.head)).float(), min=1e-6)
    parts.append((x * x * x).mean(dim=(1, 2)).pow(1.0 / GEM_EXPONENT))
    return torch.cat(parts, dim=1)
