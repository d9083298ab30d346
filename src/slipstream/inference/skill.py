"""Whether one forecast beats another, and how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slipstream.ensemble.random_streams import stream
from slipstream.inference.records import Floats
from slipstream.inference.scores import Model, Score, counted, totals
from slipstream.inference.task import BASELINES, Baseline

RESAMPLES = 4_000


@dataclass(frozen=True)
class Skill:
    """A model against one baseline on the months that both were scored on.

    ``ratio`` is the model's mean CRPS divided by the baseline's, below one if the model is
    better; ``low`` to ``high`` is its 90% interval and ``better`` the share of resamples in which
    the model wins. Over several quantities it is the geometric mean of their ratios, since units
    differ.
    """

    model: Model
    baseline: Model
    ratio: float
    low: float
    high: float
    better: float
    origins: int
    count: int

    @property
    def skill(self) -> float:
        """Share of the baseline's CRPS that the model saves."""
        return 1.0 - self.ratio


def best_baseline(scores: Iterable[Score], among: Sequence[Baseline] = BASELINES) -> Baseline:
    """The baseline among several that is best over everything.

    That is the one with the smallest geometric mean, over quantities, of mean CRPS, with
    hindsight: no forecaster could have known which one to choose.

    Raises
    ------
    ValueError
        If no baseline has a score.
    """
    means: dict[Baseline, dict[str, float]] = {}
    for total in totals(scores, "model", "quantity"):
        for name in among:
            if total.group["model"] == name:
                means.setdefault(name, {})[str(total.group["quantity"])] = total.crps
    if not means:
        raise ValueError("no baseline has been scored")
    # Where a baseline never errs, as with the lag of the frontier's holder, none can be better.
    told = {
        quantity
        for mine in means.values()
        for quantity in mine
        if all(theirs.get(quantity, 0.0) > 0.0 for theirs in means.values())
    }
    return min(means, key=lambda name: sum(np.log(means[name][quantity]) for quantity in told))


def skill(
    scores: Iterable[Score], baseline: Model, model: Model = "slipstream", seed: int = 1
) -> Skill:
    """Compare a model with a baseline and resample the comparison.

    A block bootstrap: origins are drawn with replacement, and within each of them countries, so
    that all months of one forecast stay together. Origins alone would be too few: four of them
    make 35 different resamples. Still the interval is narrower than it ought to be, since origins
    half a year apart forecast many of the same months, and countries chase the same frontier.

    Raises
    ------
    ValueError
        If the two were not scored on any month in common.
    """
    table = _Table.of(counted(scores), model, baseline)
    whole = table.ratio(np.ones((1, *table.count.shape[:2])))
    ratios = table.ratio(_weights(table.count.sum(axis=-1) > 0, seed))
    low, high = np.nanquantile(ratios, [0.05, 0.95])
    return Skill(
        model=model,
        baseline=baseline,
        ratio=float(whole[0]),
        low=float(low),
        high=float(high),
        better=float(np.mean(ratios < 1.0)),
        origins=table.count.shape[0],
        count=int(table.count.sum()),
    )


@dataclass(frozen=True)
class _Table:
    """Sums of CRPS and counts of months, ``(origin, country, quantity)``."""

    model: Floats
    baseline: Floats
    count: Floats

    @classmethod
    def of(cls, scores: Sequence[Score], model: Model, baseline: Model) -> "_Table":
        both = [
            {
                (one.origin, one.country, one.quantity, one.month): one.crps
                for one in scores
                if one.model == name
            }
            for name in (model, baseline)
        ]
        common = sorted(both[0].keys() & both[1].keys())
        if not common:
            raise ValueError(f"{model} and {baseline} have no scored month in common")
        axes = [sorted({key[axis] for key in common}) for axis in range(3)]
        sums = np.zeros((3, *(len(axis) for axis in axes)))
        for key in common:
            origin, country, quantity = (axis.index(key[at]) for at, axis in enumerate(axes))
            sums[:, origin, country, quantity] += (both[0][key], both[1][key], 1.0)
        return cls(*sums)

    def ratio(self, weights: Floats) -> Floats:
        """Geometric mean over quantities of the ratio, ``(resample,)``.

        ``weights`` are ``(resample, origin, country)``. A quantity that a resample has nothing
        of, or in which the baseline never errs, is left out.
        """
        mine, theirs = (
            np.einsum("roc,ocq->rq", weights, sums) for sums in (self.model, self.baseline)
        )
        told = theirs > 0
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.where(told, np.log(mine / theirs), 0.0)
            return np.asarray(np.exp(logs.sum(axis=1) / told.sum(axis=1)))


def _weights(present: NDArray[np.bool_], seed: int) -> Floats:
    """How often each country of each origin is drawn, ``(resample, origin, country)``."""
    origins, countries = present.shape
    rng = stream(seed, "backtest/bootstrap", 0)
    weights = np.zeros((RESAMPLES, origins, countries))
    for at, drawn in enumerate(rng.integers(origins, size=(RESAMPLES, origins))):
        for origin in drawn:
            there = np.flatnonzero(present[origin])
            again = rng.choice(there, size=len(there))
            weights[at, origin] += np.bincount(again, minlength=countries)
    return weights
