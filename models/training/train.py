"""Makes the embedding network from nothing: draws the views, takes features, fits the projection, tunes the trunk, judges both and exports the better one.

Every stage keeps what it has finished; run the same command again after a stop and it goes on.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
REPOSITORY = HERE.parent.parent
# The longest side of a drawing: training meets smaller pictures than the judges of a registry's pictures do.
TRAIN_SIDE_PX, JUDGED_SIDE_PX = 384, 448
EDITS_PER_DESIGN = 2
JUDGED_DESIGNS = 1600


class Stages:
    def __init__(self, work: pathlib.Path, threads: int):
        self.work = work
        self.threads = threads
        self.environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "PASSIVE", "VIPS_CONCURRENCY": "1"}

    def run(self, name: str, commands: list[list[str]]) -> None:
        """The commands side by side; a stage that one of them fails ends the training."""
        began = time.monotonic()
        running = [subprocess.Popen(command, cwd=REPOSITORY, env=self.environment) for command in commands]
        if any([process.wait() for process in running]):
            raise SystemExit(f"Expected {name} to succeed but it failed; its message is above. What was finished is kept in {self.work}.")
        with (self.work / "stages.jsonl").open("a") as log:
            log.write(json.dumps({"stage": name, "hours": (time.monotonic() - began) / 3600}) + "\n")

    def draw(self, split: str, designs: int, side_px: int) -> None:
        script = ["npx", "tsx", "models/training/render-training-views.ts", str(self.work / "views" / split), split]
        numbers = [str(designs), str(EDITS_PER_DESIGN), str(side_px)]
        workers = range(self.threads)
        self.run(f"drawing {split}", [[*script, *numbers, str(worker), str(self.threads)] for worker in workers])

    def python(self, script: str, *arguments: str | pathlib.Path) -> None:
        self.run(script, [[sys.executable, str(HERE / script), *map(str, arguments)]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=pathlib.Path, help="folder for views, features, checkpoints and the result; some 14 GB for 20,000 designs")
    parser.add_argument("--designs", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=600, help="of tuning; 96 views each")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    work = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    stages = Stages(work, arguments.threads)
    views, features, tuned = work / "views", work / "features", work / "features-tuned"

    stages.draw("calibration", JUDGED_DESIGNS, JUDGED_SIDE_PX)
    stages.draw("train", arguments.designs, TRAIN_SIDE_PX)
    stages.python("extract_features.py", views / "calibration", features / "calibration", "--maps")
    stages.python("extract_features.py", views / "train", features / "train", "--maps", "--augment")
    untuned_fit, tuned_fit = work / "untuned.npz", work / "tuned.npz"
    if not untuned_fit.exists():
        stages.python("fit_projection.py", views, features, untuned_fit)
    weights = work / "tuning" / "averaged.pt"
    if not weights.exists():
        stages.python("tune_trunk.py", views, features, untuned_fit, work / "tuning", "--steps", str(arguments.steps))
    for split in ("calibration", "train"):
        stages.python("retake_features.py", features / split, weights, tuned / split)
    if not tuned_fit.exists():
        stages.python("fit_projection.py", views, tuned, tuned_fit)

    untuned, after = (json.loads(fit.with_suffix(".json").read_text()) for fit in (untuned_fit, tuned_fit))
    print(f"trunk of ImageNet: {untuned['verdict']}\ntuned:             {after['verdict']}")
    output = work / "lite0-textile-fp32.onnx"
    if after["recallAt1"] > untuned["recallAt1"]:
        stages.python("export_onnx.py", tuned_fit, output, "--weights", weights)
    else:
        stages.python("export_onnx.py", untuned_fit, output)
    print(f"{output} is the better of the two; copy it to models/, then run write_manifest.py with a new version.")


if __name__ == "__main__":
    main()
