"""Made-up measurements."""

from benchmarks.contest import OURS, Contest
from benchmarks.results import QUICK, Results
from benchmarks.scaling import Point
from benchmarks.whole_process import Answers, Timing


def results(seconds: dict[str, list[float]]) -> Results:
    """Measurements in which peers took so many seconds for each trajectory; others are missing."""
    missing = {name: "absent" for name in QUICK.trajectories if name not in {OURS.name, *seconds}}
    return Results(
        plan=QUICK,
        contest=Contest({OURS.name: [0.001, 0.002], **seconds}, missing),
        series={name: (Point(sizes[0], 1.0, 500.0),) for name, sizes in QUICK.series.items()},
        answers=Answers(
            first=Timing("first ever", (5.0, 6.0), 700.0),
            warm=Timing("warm", (2.0, 2.5), 600.0),
            bare=Timing("bare import", (0.8, 0.9), 200.0),
        ),
        sizes=(Timing("1,000", (2.0,), 600.0),),
        parts={"something": 0.5},
        load=0.1,
    )
