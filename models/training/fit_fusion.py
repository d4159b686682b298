"""Fits the trees that turn what was measured of a pair into evidence, and the map from evidence to likelihood ratios.

    python models/training/fit_fusion.py ROWS VERSION

ROWS is what `npx tsx bench/decision/collect.ts` wrote: a line of JSON a check of generated designs of the calibration split, with the inputs of
engine/pipeline/grade/fusion.ts for every record that was looked at. Writes models/fusion.json and its entry in models/manifest.json, and prints what is reached on
folds cut by design. The same rows give the same file.
"""

import argparse
import hashlib
import json
import pathlib
from collections import Counter

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

FOLDER = pathlib.Path(__file__).parent.parent
FOLDS = 5
# 1: more of it never lowers the evidence; -1: never raises it.
MONOTONE = {"scaleChange": -1, "typicalLogOdds": -1}
TREES = {"max_iter": 200, "learning_rate": 0.08, "max_leaf_nodes": 6, "min_samples_leaf": 40, "l2_regularization": 5.0}
# Edits made at once, which people do all the time.
SEVERAL = {"two-at-once", "three-at-once"}
# Part of all checks that each kind is; within it every edit and severity weighs the same.
SHARES = {"copy": 0.375, "several": 0.125, "look-alike": 0.25, "left-out": 0.25}
# Steps of evidence at which the likelihood ratio is stated, and resamplings of designs behind its interval.
GRID = np.arange(-6, 10.01, 0.5)
RESAMPLINGS = 400
DIGITS = 6


def part_of(kind: str, edit: str) -> str:
    return "several" if kind == "copy" and edit in SEVERAL else kind


class Rows:
    """All records of all checks."""

    def __init__(self, path: str) -> None:
        self.checks = [json.loads(line) for line in open(path)]
        self.names = next(check for check in self.checks if check["rows"])["inputs"]
        cells = Counter((check["kind"], check["edit"], check["severity"]) for check in self.checks)
        parts = Counter(part_of(kind, edit) for kind, edit, _ in cells)
        inputs, right, weight, check_of, missed = [], [], [], [], []
        for number, check in enumerate(self.checks):
            kind, edit = check["kind"], check["edit"]
            part = part_of(kind, edit)
            share = SHARES[part] / parts[part] / cells[(kind, edit, check["severity"])]
            for row in check["rows"]:
                inputs.append(row["inputs"])
                right.append(row["right"])
                weight.append(share)
                check_of.append(number)
                missed.append(row["missed"])
        self.inputs = np.array(inputs)
        self.right = np.array(right)
        self.missed = np.array(missed)
        self.check_of = np.array(check_of)
        self.check_weight = np.array(weight)
        # Copies and others count the same in all: the score is evidence, not a share of this sample.
        self.weight = np.where(self.right, 0.5 / self.check_weight[self.right].sum(), 0.5 / self.check_weight[~self.right].sum())
        self.weight = self.weight * self.check_weight * len(self.right)
        folds = [int(hashlib.md5(check["design"].encode()).hexdigest(), 16) % FOLDS for check in self.checks]
        self.fold = np.array(folds)[self.check_of]


def fitted(inputs: np.ndarray, right: np.ndarray, weight: np.ndarray, names: list[str]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        **TREES, early_stopping=False, random_state=1, monotonic_cst=[MONOTONE.get(name, 1) for name in names]
    )
    return model.fit(inputs, right, sample_weight=weight)


def crossed(rows: Rows) -> np.ndarray:
    """Evidence of every row by trees that saw no check of its design."""
    evidence = np.zeros(len(rows.right))
    for fold in range(FOLDS):
        held = rows.fold == fold
        model = fitted(rows.inputs[~held], rows.right[~held], rows.weight[~held], rows.names)
        evidence[held] = model.decision_function(rows.inputs[held])
    return evidence


def report(rows: Rows, evidence: np.ndarray) -> None:
    found = ~rows.missed
    first = []
    for number, check in enumerate(rows.checks):
        if check["kind"] != "copy":
            continue
        mine = np.flatnonzero((rows.check_of == number) & found)
        first.append(bool(len(mine)) and bool(rows.right[mine[np.argmax(evidence[mine])]]))
    order = np.argsort(-evidence[found], kind="stable")
    right, weight = rows.right[found][order], rows.check_weight[found][order]
    precision = np.cumsum(weight * right) / np.cumsum(weight)
    # Recall is a share of all checks that have an original, found or not; these weigh one half.
    recall = np.cumsum(weight * right) / 0.5
    average = float(np.sum(precision * np.diff(np.concatenate([[0], recall]))))
    print(f"{len(rows.checks)} checks, {len(rows.right)} pairs: original first {np.mean(first):.3f}, average precision {average:.3f}")


def calibration_pairs(rows: Rows, evidence: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Same source: a copy and its original, seen by search or not. Different sources: a check without an original and its best record, half of them look-alikes."""
    values, labels, kinds, designs = [], [], [], []
    for number, check in enumerate(rows.checks):
        mine = np.flatnonzero(rows.check_of == number)
        wanted = mine[rows.right[mine]] if check["kind"] == "copy" else mine[~rows.missed[mine]]
        if len(wanted) == 0:
            continue
        values.append(evidence[wanted].max())
        labels.append(check["kind"] == "copy")
        kinds.append(part_of(check["kind"], check["edit"]))
        designs.append(check["design"])
    counts = Counter(kinds)
    weight = np.array([SHARES[kind] / counts[kind] for kind in kinds])
    return np.array(values), np.array(labels), weight, designs


def log10_ratio(values: np.ndarray, labels: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """On the grid: logistic calibration, both sources counting the same."""
    model = LogisticRegression(C=1e3).fit(values[:, None], labels, sample_weight=weight * len(values))
    return model.decision_function(GRID[:, None]) / np.log(10)


def cost(log10: np.ndarray, labels: np.ndarray, weight: np.ndarray) -> float:
    """Cllr (Bruemmer and du Preez, 2006)."""
    per_pair = np.log2(1 + 10.0 ** np.where(labels, -log10, log10))
    return float(np.sum(per_pair * weight) / np.sum(weight))


def calibrated(rows: Rows, evidence: np.ndarray) -> dict[str, list[float]]:
    values, labels, weight, designs = calibration_pairs(rows, evidence)
    # Beyond what so many pairs can show nothing is stated: with none of n seen, 3 / n bounds a rate at 95 %.
    highest = float(np.log10(np.sum(~labels) / 3))
    lowest = -float(np.log10(np.sum(labels) / 3))
    centre = np.clip(log10_ratio(values, labels, weight), lowest, highest)
    print(f"likelihood ratios from {np.sum(labels)} and {np.sum(~labels)} pairs, within {lowest:.2f} to {highest:.2f}; cost on the fold's own evidence "
          f"{cost(np.interp(values, GRID, centre), labels, weight):.3f}")
    unique = sorted(set(designs))
    members = {design: [] for design in unique}
    for pair, design in enumerate(designs):
        members[design].append(pair)
    random = np.random.default_rng(7)
    curves = []
    for _ in range(RESAMPLINGS):
        chosen = np.concatenate([members[unique[i]] for i in random.integers(0, len(unique), len(unique))])
        curves.append(np.clip(log10_ratio(values[chosen], labels[chosen], weight[chosen]), lowest, highest))
    low, high = np.quantile(curves, [0.025, 0.975], axis=0)
    digits = lambda numbers: [round(float(number), 3) for number in numbers]
    return {"logOdds": GRID.tolist(), "log10LR": digits(centre), "lower": digits(np.minimum(low, centre)), "upper": digits(np.maximum(high, centre))}


def exported(model: HistGradientBoostingClassifier, names: list[str], calibration: dict[str, list[float]]) -> dict:
    shorten = lambda number: float(f"{number:.{DIGITS}g}")
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append({
            "input": [0 if end else int(feature) for end, feature in zip(leaf, nodes["feature_idx"])],
            "threshold": [0 if end else shorten(limit) for end, limit in zip(leaf, nodes["num_threshold"])],
            "low": [0 if end else int(child) for end, child in zip(leaf, nodes["left"])],
            "high": [0 if end else int(child) for end, child in zip(leaf, nodes["right"])],
            "value": [shorten(value) if end else 0 for end, value in zip(leaf, nodes["value"])],
        })
    return {
        "format": 1,
        "inputs": names,
        "bias": shorten(float(np.ravel(model._baseline_prediction)[0])),
        "trees": trees,
        "calibration": calibration,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows")
    parser.add_argument("version")
    arguments = parser.parse_args()
    rows = Rows(arguments.rows)
    evidence = crossed(rows)
    report(rows, evidence)
    model = fitted(rows.inputs, rows.right, rows.weight, rows.names)
    content = json.dumps(exported(model, rows.names, calibrated(rows, evidence)), separators=(",", ":")) + "\n"
    file = FOLDER / "fusion.json"
    file.write_text(content)
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    manifest["fusion"] = {
        "name": "fusion",
        "version": arguments.version,
        "file": file.name,
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "licence": "Apache-2.0",
        "source": "fitted by models/training/fit_fusion.py on generated designs of the calibration split",
    }
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
