"""Edits that need no generator, made on views while training: all of them are among the kinds that training may see.

Colour is changed along the grey axis (hue, saturation, contrast, inversion); channels are never exchanged, a kind kept for the test.
"""

import io

import numpy as np
from PIL import Image, ImageFilter

# Share of views that meet each edit; they are drawn independently, in this order.
MIRROR = 0.5
QUARTER_TURN = 0.4
ZOOM = 0.35
HUE = 0.3
CONTRAST = 0.25
GREY = 0.1
INVERT = 0.12
RESIZE = 0.12
BLUR = 0.12
NOISE = 0.12
ENCODE = 0.2

LUMA = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


def hue_matrix(angle_rad: float, saturation: float) -> np.ndarray:
    """3 x 3, turns colours about the grey axis and stretches them away from it; grey stays as it is."""
    axis = np.full(3, 1 / np.sqrt(3))
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turn = np.cos(angle_rad) * np.eye(3) + np.sin(angle_rad) * cross + (1 - np.cos(angle_rad)) * np.outer(axis, axis)
    grey = np.tile(LUMA, (3, 1))
    return ((saturation * (np.eye(3) - grey) + grey) @ turn).astype(np.float32)


def recolour(pixels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    matrix, offset = np.eye(3, dtype=np.float32), np.zeros(3, dtype=np.float32)
    if random.random() < HUE:
        matrix = hue_matrix(random.uniform(-np.pi, np.pi), random.uniform(0.6, 1.4)) @ matrix
    if random.random() < GREY:
        grey, amount = np.tile(LUMA, (3, 1)), random.uniform(0.6, 1.0)
        matrix = ((1 - amount) * np.eye(3, dtype=np.float32) + amount * grey) @ matrix
    if random.random() < CONTRAST:
        gain, shift = random.uniform(0.65, 1.25), random.uniform(-25, 25)
        matrix, offset = matrix * np.float32(gain), offset * gain + 128 * (1 - gain) + shift
    if random.random() < INVERT:
        matrix, offset = -matrix, 255 - offset
    if np.array_equal(matrix, np.eye(3)):
        return pixels
    changed = pixels.reshape(-1, 3).astype(np.float32) @ matrix.T + offset.astype(np.float32)
    return np.clip(changed + 0.5, 0, 255).astype(np.uint8).reshape(pixels.shape)


def zoom(pixels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A square of 50 to 95 % of the area, anywhere, brought to full size."""
    side = pixels.shape[0]
    part = max(8, round(side * np.sqrt(random.uniform(0.5, 0.95))))
    left, top = random.integers(0, side - part + 1, size=2)
    box = (int(left), int(top), int(left) + part, int(top) + part)
    return np.asarray(Image.fromarray(pixels).resize((side, side), Image.Resampling.BILINEAR, box=box))


def worsen(pixels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """What careless saving does: smaller, softer, noisier, coarser."""
    side = pixels.shape[0]
    image = Image.fromarray(pixels)
    if random.random() < RESIZE:
        smaller = round(side * random.uniform(0.35, 0.8))
        image = image.resize((smaller, smaller), Image.Resampling.BOX).resize((side, side), Image.Resampling.BILINEAR)
    if random.random() < BLUR:
        image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.4, 1.6)))
    if random.random() < NOISE:
        noisy = np.asarray(image) + random.normal(0, random.uniform(3, 16), pixels.shape).astype(np.float32)
        image = Image.fromarray(np.clip(noisy + 0.5, 0, 255).astype(np.uint8))
    if random.random() < ENCODE:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=int(random.integers(15, 80)))
        image = Image.open(buffer).convert("RGB")
    return np.asarray(image)


def augment(pixels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """uint8 [side, side, 3] to the same shape."""
    if random.random() < MIRROR:
        pixels = pixels[:, ::-1]
    if random.random() < QUARTER_TURN:
        pixels = np.rot90(pixels, int(random.integers(1, 4)))
    pixels = np.ascontiguousarray(pixels)
    if random.random() < ZOOM:
        pixels = zoom(pixels, random)
    return worsen(recolour(pixels, random), random)
