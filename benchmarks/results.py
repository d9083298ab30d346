"""What is measured in one go, how much of it, and what it is held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.contest import OURS, Contest
from benchmarks.in_process import FOCAL, WORLD
from benchmarks.scaling import Point
from benchmarks.whole_process import Answers, Timing


@dataclass(frozen=True)
class Plan:
    """How much is measured: repetitions, trajectories of each peer, sizes of each series."""

    repetitions: int
    trajectories: Mapping[str, int]
    series: Mapping[str, Sequence[int]]
    answer_draws: Sequence[int]


FULL = Plan(
    repetitions=7,
    trajectories={
        OURS.name: 10_000,
        "C kernel": 10_000,
        "NumPy": 10_000,
        "EMA workbench": 200,
        "PySD": 20,
    },
    series={
        "draws": (1_000, 10_000, 100_000, 1_000_000),
        "countries": (1, 2, 3, 6, 12, 24),
        "months": (60, 90, 120, 180),
        "policies": (1, 10, 100, 1_000),
        "prior": (100_000, 1_000_000),
    },
    answer_draws=(10_000, 100_000, 300_000),
)
QUICK = Plan(
    repetitions=2,
    trajectories={
        OURS.name: 2_000,
        "C kernel": 2_000,
        "NumPy": 2_000,
        "EMA workbench": 8,
        "PySD": 2,
    },
    series={
        "draws": (1_000,),
        "countries": (1,),
        "months": (60,),
        "policies": (6,),
        "prior": (1_000,),
    },
    answer_draws=(1_000,),
)


@dataclass(frozen=True)
class Results:
    """What one run of the suite found.

    ``answers`` are whole answers, ``sizes`` those of several ensembles, ``parts`` medians of
    seconds by what was done. ``load`` is the machine's load average before.
    """

    plan: Plan
    contest: Contest
    series: Mapping[str, Sequence[Point]]
    answers: Answers
    sizes: Sequence[Timing]
    parts: Mapping[str, float]
    load: float

    def at(self, series: str, size: int) -> Point | None:
        """One size of a series, if it was measured."""
        return next((point for point in self.series[series] if point.size == size), None)


@dataclass(frozen=True)
class Goal:
    """A figure to reach: at least ``limit``, or below it; ``found`` is nothing if not measured."""

    what: str
    limit: float
    unit: str
    found: float | None
    least: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether it is, if it was measured."""
        if self.found is None:
            return None
        return self.found >= self.limit if self.least else self.found < self.limit


def goals(results: Results) -> tuple[Goal, ...]:
    """Hold the measurements against the figures to reach, in the order of the page."""
    contest, answers = results.contest, results.answers

    def over(peer: str) -> float | None:
        return contest.ratio(peer).median if peer in contest.seconds else None

    ratio = partial(Goal, unit="x", least=True)
    million, fewer = (results.at("prior", size) for size in (1_000_000, 100_000))
    world = results.at("draws", 10_000)
    return (
        ratio("throughput over PySD", 3_000, found=over("PySD")),
        ratio("throughput over EMA workbench", 500, found=over("EMA workbench")),
        ratio("throughput over the C kernel (within 1.5x)", 1 / 1.5, found=over("C kernel")),
        Goal(f"{WORLD}, time", 1.5, "s", results.parts.get(WORLD)),
        Goal(f"{WORLD}, memory", 1_024, "MiB", world.memory if world else None),
        Goal(
            "a million-draw prior of one country, 2022-2026",
            20,
            "s",
            million.seconds if million else None,
        ),
        Goal(
            "its memory over that of 100,000 draws (flat)",
            1.1,
            "x",
            million.memory / fewer.memory if million and fewer else None,
        ),
        Goal(
            FOCAL,
            60,
            "ms",
            1e3 * results.parts[FOCAL] if FOCAL in results.parts else None,
        ),
        Goal("`slipstream answer KR`, whole process, warm", 3, "s", answers.warm.median),
        Goal(
            "the same over a bare `import jax` with one operation",
            4,
            "x",
            answers.over_bare.median,
        ),
        Goal("the same, first ever", 10, "s", answers.first.median),
    )
