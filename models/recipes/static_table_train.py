"""Third and fourth step of `static_table.py`: training in torch, and the files of the model."""

from __future__ import annotations

import argparse
import json
import time

import numpy as np
import torch
from static_table import DIMENSIONS, LANGUAGE_WEIGHT, SEED, SOURCE_WEIGHT, Flat, Units

from audit.encode.static_pieces import StaticPieces
from audit.encode.tokens import Tokenizer, prepared

BATCH, HALF = 512, 1e-3
TEMPERATURE = 0.05
RATE_PROJECTION, RATE_ROWS = 1e-3, 3e-3
CAP = 30_000
TESTED = (("de", "fr"), ("en", "fr"), ("vi", "fr"), ("vi", "en"), ("es", "fr"), ("ru", "fr"))


class Rows:
    """(teacher @ projection + correction) × weight, corrected by Adam only where a batch touches it."""

    def __init__(self, teacher: torch.Tensor, projection: torch.Tensor, weight: torch.Tensor) -> None:
        count = len(teacher)
        self.teacher, self.weight = teacher, weight
        self.projection = projection.clone().requires_grad_(True)
        self.dense = torch.optim.Adam([self.projection], lr=RATE_PROJECTION)
        self.correction, self.gain = torch.zeros(count, DIMENSIONS), torch.zeros(count, 1)
        self.moments = [[torch.zeros_like(p), torch.zeros_like(p)] for p in (self.correction, self.gain)]
        self.steps = 0

    def bags(self, ids: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        self.used, local = torch.unique(ids, return_inverse=True)
        self.leaves = [p[self.used].requires_grad_(True) for p in (self.correction, self.gain)]
        rows = (self.teacher[self.used] @ self.projection + self.leaves[0]) * (
            self.weight[self.used] * torch.exp(self.leaves[1])
        )
        return torch.nn.functional.normalize(torch.nn.functional.embedding_bag(local, rows, offsets, mode="sum"), dim=1)

    def step(self, share: float) -> None:
        """One step of Adam; ``share`` of the learning rate."""
        for group in self.dense.param_groups:
            group["lr"] = RATE_PROJECTION * share
        self.dense.step()
        self.dense.zero_grad()
        self.steps += 1
        one, two = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        with torch.no_grad():
            for parameter, leaf, (first, second) in zip(
                (self.correction, self.gain), self.leaves, self.moments, strict=True
            ):
                m = first[self.used].mul_(0.9).add_(leaf.grad, alpha=0.1)
                v = second[self.used].mul_(0.999).addcmul_(leaf.grad, leaf.grad, value=0.001)
                first[self.used], second[self.used] = m, v
                leaf -= RATE_ROWS * share * (m / one) / ((v / two).sqrt() + 1e-8)
                parameter[self.used] = leaf.detach()

    def table(self) -> np.ndarray:
        with torch.no_grad():
            return ((self.teacher @ self.projection + self.correction) * (self.weight * torch.exp(self.gain))).numpy()


def quantised(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows and for each the power of two it is multiplied by, in units of the smallest."""
    peak = np.abs(table).max(axis=1)
    exponent = np.ceil(np.log2(np.maximum(peak, 1e-12) / 127)).astype(int)
    low = exponent.max() - 8
    exponent = np.maximum(exponent, low)
    rows = np.rint(table / np.exp2(exponent)[:, None]).astype(np.int8)
    return rows, (exponent - low).astype(np.uint8)


def pooled(table: np.ndarray, lists: list[list[int]]) -> np.ndarray:
    out = np.array([table[x].sum(axis=0) if x else np.zeros(table.shape[1]) for x in lists], np.float32)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def p_at_1(a: np.ndarray, b: np.ndarray) -> float:
    scores, true = a @ b.T, np.arange(len(a))
    return 50 * float((scores.argmax(1) == true).mean() + (scores.argmax(0) == true).mean())


def held_out(table: np.ndarray, held: Units, tokenizer: StaticPieces) -> dict[str, float]:
    """P@1 among the held-out units of each pair of languages, both directions."""
    found = {}
    for one, other in TESTED:
        both = {unit[one]: unit[other] for _, unit in held if one in unit and other in unit and len(unit[one]) > 40}
        both = {a: b for b, a in {b: a for a, b in both.items()}.items()}
        ids = [tokenizer.rows([prepared(t) for t in side]) for side in (list(both), list(both.values()))]
        found[f"{one}-{other}"] = round(p_at_1(pooled(table, ids[0]), pooled(table, ids[1])), 1)
    found["size"] = len(both)
    return found


def train(
    units: Units, held: Units, chosen: list[tuple[str, str]], rows: list[tuple[int, ...]], arguments: argparse.Namespace
) -> None:
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    pairs = np.load(arguments.work / "pairs.npy")
    tokenizer = StaticPieces(Tokenizer(arguments.work / "spm.model"), pairs, first=len(rows))
    bags = [(s, list(u.items())) for s, u in units if len(u) > 1]
    kept = []
    for source in sorted({s for s, _ in bags}):
        own = [b for b in bags if b[0] == source]
        kept += [own[i] for i in sorted(rng.permutation(len(own))[:CAP])]
    texts: list[str] = []
    members: list[np.ndarray] = []
    tongues: list[np.ndarray] = []
    for _, items in kept:
        members.append(np.arange(len(texts), len(texts) + len(items)))
        tongues.append(np.array([LANGUAGE_WEIGHT.get(lang, 1.0) for lang, _ in items]))
        texts += [prepared(text) for _, text in items]
    flat = Flat([x or [3] for x in tokenizer.rows(texts)])
    single = Flat([x or [3] for x in tokenizer.rows([prepared(t) for _, t in chosen])])
    per_source = {s: sum(1 for k, _ in kept if k == s) for s in SOURCE_WEIGHT}
    weight = np.array(
        [
            SOURCE_WEIGHT[s]
            / per_source[s]
            * (0.3 + min(12, max(len(t.split()) for _, t in items)) / 12)
            * (1 + ("vi" in dict(items)))
            for s, items in kept
        ]
    )
    weight /= weight.sum()
    print(len(texts), "texts in", len(kept), "units;", len(chosen), "texts to distil", flush=True)

    count = np.bincount(np.concatenate([flat.ids, single.ids]), minlength=len(rows) + len(pairs)).astype(np.float64)
    sif = torch.from_numpy((HALF / (HALF + count / count.sum())).astype(np.float32))[:, None]
    pieces = np.load(arguments.work / "pieces.npy").astype(np.float32)
    pieces[4:] -= pieces[4:].mean(axis=0)
    pieces /= np.linalg.norm(pieces[4:], axis=1).mean()
    pieces[:4] = 0
    pieces = np.concatenate([pieces, np.zeros((len(pairs), pieces.shape[1]), np.float32)])
    goal = np.load(arguments.work / "texts.npy").astype(np.float32)
    goal -= goal.mean(axis=0)
    basis = np.linalg.eigh(np.cov(goal.T))[1][:, ::-1][:, :DIMENSIONS].astype(np.float32).copy()
    target = torch.nn.functional.normalize(torch.from_numpy(goal @ basis), dim=1)
    model = Rows(torch.from_numpy(pieces), torch.from_numpy(basis), sif)
    print("start", held_out(model.table(), held, tokenizer), flush=True)

    true = torch.arange(BATCH)
    started, shown, best = time.process_time(), 0.0, (-1.0, model.table())
    means = [0.0, 0.0]
    while (share := (time.process_time() - started) / arguments.seconds) < 1:
        alone = rng.choice(len(chosen), BATCH, replace=False)
        pairs = rng.choice(len(kept), BATCH, replace=False, p=weight)
        sides = np.array([rng.choice(members[i], 2, replace=False, p=tongues[i] / tongues[i].sum()) for i in pairs])
        parts = [single.bags(alone), flat.bags(sides[:, 0]), flat.bags(sides[:, 1])]
        shift = np.cumsum([0, *(len(p[0]) for p in parts)])
        vectors = model.bags(
            torch.from_numpy(np.concatenate([p[0] for p in parts])),
            torch.from_numpy(np.concatenate([p[1] + s for p, s in zip(parts, shift, strict=False)])),
        )
        own, one, other = vectors[:BATCH], vectors[BATCH : 2 * BATCH], vectors[2 * BATCH :]
        taught = target[alone]
        wanted = torch.softmax(taught @ taught.T / TEMPERATURE, 1)
        distil = -(wanted * torch.log_softmax(own @ taught.T / TEMPERATURE, 1)).sum(1).mean()
        distil = distil + 2 * (1 - (own * taught).sum(1).mean())
        logits = one @ other.T / TEMPERATURE
        contrast = (
            torch.nn.functional.cross_entropy(logits, true) + torch.nn.functional.cross_entropy(logits.T, true)
        ) / 2
        (distil + contrast).backward()  # type: ignore[no-untyped-call]
        model.step(1 - share)
        means = [0.98 * m + 0.02 * float(x.detach()) for m, x in zip(means, (distil, contrast), strict=True)]
        if share - shown > 0.25 or (share > 0.97 and share - shown > 0.1):
            shown = share
            table = model.table()
            score = held_out(table, held, tokenizer)
            print(f"{share:.2f} {model.steps} steps, losses {means[0]:.2f} {means[1]:.2f}", score, flush=True)
            mean = float(np.mean([v for k, v in score.items() if k != "size"]))
            best = max(best, (mean, table), key=lambda b: b[0])
    table = best[1]
    print("steps", model.steps, "CPU seconds", round(time.process_time() - started))
    write(table, held, tokenizer, arguments)


def write(table: np.ndarray, held: Units, tokenizer: StaticPieces, arguments: argparse.Namespace) -> None:
    int8, shifts = quantised(table)
    figures = held_out((int8.astype(np.float32) * np.exp2(shifts.astype(np.float32))[:, None]), held, tokenizer)
    print("as written", figures)
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.save(arguments.out / "rows.npy", int8)
    np.save(arguments.out / "shifts.npy", shifts)
    for name in ("spm.model", "pairs.npy"):
        (arguments.out / name).write_bytes((arguments.work / name).read_bytes())
    (arguments.work / "held_out.json").write_text(json.dumps(figures))
