"""Tunes the trunk's upper blocks contrastively: the views of one design are to lie nearer to one another than to those of any other.

Starts from maps and a projection that extract_features.py and fit_projection.py left. Goes on from its checkpoint when run again; what counts are the averaged weights.
"""

import argparse
import json
import pathlib
import time

import numpy as np
import torch
from torch.nn import functional

from fast_layers import fast_upper
from judge import judge
from network import FIRST_TUNED_BLOCK, Trunk
from relative_adam import RelativeAdam
from retake_features import features_of
from shards import open_shard

VIEWS_PER_DESIGN = 3
# Designs of a batch come in groups that the starting embedding holds for alike: telling those apart is what there is to learn.
GROUP = 4
TEMPERATURE = 0.07
# Embeddings of past batches that serve as further strangers: Wang et al., "Cross-batch memory for embedding learning" (2020).
MEMORY = 3072
AVERAGING = 0.99
WARM_UP_STEPS = 100
CHECKPOINT_STEPS = 50
JUDGE_STEPS = 100


class Maps:
    """Maps of every shard that has some, and the starting embedding of each design."""

    def __init__(self, views: pathlib.Path, features: pathlib.Path, limit: int | None = None):
        names = sorted(path.name.removesuffix(".map.npy") for path in features.glob("*.map.npy"))
        names = [name for name in names if (features / f"{name}.npy").exists()][:limit]
        self.maps = [np.load(features / f"{name}.map.npy", mmap_mode="r") for name in names]
        self.starts = np.cumsum([0] + [len(part) for part in self.maps])
        shards = [open_shard(views, name) for name in names]
        self.designs = np.concatenate([shard.designs for shard in shards])
        self.originals = np.array([edit == "" for shard in shards for edit in shard.edits])
        self.features = np.concatenate([np.load(features / f"{name}.npy") for name in names])

    def take(self, rows: np.ndarray) -> torch.Tensor:
        """bfloat16 [n, 28, 28, 40]."""
        where = np.searchsorted(self.starts, rows, side="right") - 1
        stack = np.stack([self.maps[w][row - self.starts[w]] for w, row in zip(where, rows)])
        return torch.from_numpy(stack).view(torch.bfloat16)


def batches(maps: Maps, embedding: torch.Tensor, designs_per_batch: int, random: np.random.Generator):
    """Rows of batches, without end: first rows of designs drawn at random, each with its nearest others."""
    first_rows = np.flatnonzero(maps.originals)
    while True:
        seeds = random.choice(len(first_rows), designs_per_batch // GROUP, replace=False)
        similarity = embedding[seeds] @ embedding.T
        # Not always the very nearest: some of the nearest thirty.
        near = similarity.topk(30, dim=1).indices.numpy()
        chosen: list[int] = []
        for seed, row in zip(seeds, near):
            others = [n for n in random.permutation(row) if n != seed][: GROUP - 1]
            chosen += [n for n in [seed, *others] if n not in chosen]
        yield (first_rows[chosen][:, None] + np.arange(VIEWS_PER_DESIGN)).ravel()


def contrast(z: torch.Tensor, designs: torch.Tensor, memory: torch.Tensor, memory_designs: torch.Tensor) -> torch.Tensor:
    """InfoNCE with every other view of the design as a positive in turn; z [n, d] of unit length."""
    scores = z @ torch.cat([z, memory]).T / TEMPERATURE
    same = designs[:, None] == torch.cat([designs, memory_designs])[None, :]
    strangers = torch.logsumexp(scores.masked_fill(same, -torch.inf), dim=1, keepdim=True)
    positive = same.clone()
    positive.fill_diagonal_(False)
    positive[:, len(z) :] = False
    loss = torch.logaddexp(scores, strangers) - scores
    return loss[positive].mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", type=pathlib.Path, help="folder with train/ and calibration/")
    parser.add_argument("features", type=pathlib.Path, help="folder with train/ and calibration/, maps included")
    parser.add_argument("projection", type=pathlib.Path, help="npz with centre and matrix, fitted on the untuned features")
    parser.add_argument("run", type=pathlib.Path, help="folder of the checkpoint, the log and averaged.pt")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--designs", type=int, default=32, help="of a batch; each brings three views")
    parser.add_argument("--relative-step", type=float, default=2e-4)
    parser.add_argument("--judged-shards", type=int, default=4)
    arguments = parser.parse_args()
    arguments.run.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)

    train = Maps(arguments.views / "train", arguments.features / "train")
    judged = Maps(arguments.views / "calibration", arguments.features / "calibration", arguments.judged_shards)
    fitted = np.load(arguments.projection)
    centre, matrix = torch.from_numpy(fitted["centre"]), torch.nn.Parameter(torch.from_numpy(fitted["matrix"]))
    start = functional.normalize((torch.from_numpy(train.features[train.originals]) - centre) @ matrix.detach())

    trunk, averaged = Trunk(), Trunk()
    tuned = [p for block in trunk.blocks[FIRST_TUNED_BLOCK:] for p in block.parameters()] + list(trunk.head.parameters())
    optimiser = RelativeAdam([*tuned, matrix], lr=arguments.relative_step)
    memory, memory_designs = torch.zeros(0, matrix.shape[1]), torch.zeros(0, dtype=torch.int64)
    step = 0
    checkpoint = arguments.run / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        trunk.load_state_dict(saved["trunk"])
        averaged.load_state_dict(saved["averaged"])
        optimiser.load_state_dict(saved["optimiser"])
        matrix.data.copy_(saved["matrix"])
        step = saved["step"]
    stream = batches(train, start, arguments.designs, np.random.default_rng([7, step]))
    log = (arguments.run / "log.jsonl").open("a")

    def report(**entry) -> None:
        log.write(json.dumps({"step": step, **entry}) + "\n")
        log.flush()
        print(step, entry, flush=True)

    def judge_now() -> None:
        features = np.concatenate([features_of(averaged, part) for part in judged.maps])
        embedding = (features - centre.numpy()) @ matrix.detach().numpy()
        background = embedding[judged.originals]
        verdict = judge(
            embedding[judged.originals],
            judged.designs[judged.originals],
            embedding[~judged.originals],
            judged.designs[~judged.originals],
            background,
        )
        report(verdict=verdict.line())

    report(views=len(train.designs), designs=int(train.originals.sum()))
    began, losses = time.monotonic(), []
    while step < arguments.steps:
        rows = next(stream)
        rate = arguments.relative_step * min(1.0, (step + 1) / WARM_UP_STEPS)
        optimiser.param_groups[0]["lr"] = rate
        designs = torch.from_numpy(train.designs[rows])
        projected = (fast_upper(trunk, train.take(rows)) - centre) @ matrix
        # Without this the vectors share a direction, and the softmax spends its range on it.
        z = functional.normalize(projected - projected.mean(dim=0, keepdim=True))
        loss = contrast(z, designs, memory, memory_designs)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        memory = torch.cat([z.detach(), memory])[:MEMORY]
        memory_designs = torch.cat([designs, memory_designs])[:MEMORY]
        step += 1
        decay = min(AVERAGING, step / (step + 9))
        with torch.no_grad():
            for mean, value in zip(averaged.parameters(), trunk.parameters()):
                mean.lerp_(value, 1 - decay)
        losses.append(loss.item())
        if step % 10 == 0:
            report(loss=float(np.mean(losses)), rate=rate, views_per_second=len(rows) * len(losses) / (time.monotonic() - began))
            began, losses = time.monotonic(), []
        if step % CHECKPOINT_STEPS == 0 or step == arguments.steps:
            state = {"trunk": trunk.state_dict(), "averaged": averaged.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save({**state, "matrix": matrix.detach(), "step": step}, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").rename(checkpoint)
        if step % JUDGE_STEPS == 0 or step == arguments.steps:
            judge_now()
            began = time.monotonic()
    torch.save(averaged.state_dict(), arguments.run / "averaged.pt")


if __name__ == "__main__":
    main()
