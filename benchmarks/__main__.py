"""Run all measurements, print them and write them to docs/benchmarks.md."""

import datetime as dt
from pathlib import Path

from benchmarks.in_process import time_parts
from benchmarks.machine import machine
from benchmarks.whole_process import time_answers, time_draws

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
REPETITIONS = 5


def main() -> None:
    """Measure, print and write."""
    answers = time_answers(REPETITIONS)
    sizes = time_draws((10_000, 100_000, 300_000))
    parts = time_parts(REPETITIONS)
    lines = [
        "# Speed",
        "",
        "Made by `make bench`; run it to see your own machine's figures.",
        "",
        f"Machine: {machine()}. Date: {dt.date.today().isoformat()}.",
        "",
        "| `slipstream answer KR`, whole process, 10,000 draws | median s | lowest | highest |"
        " memory MiB |",
        "|---|---|---|---|---|",
        *(
            f"| {timing.what} | {timing.median:.2f} | {min(timing.seconds):.2f} |"
            f" {max(timing.seconds):.2f} | {timing.memory:.0f} |"
            for timing in answers
        ),
        "",
        "| inside one process, after a warm-up | median s |",
        "|---|---|",
        *(f"| {what} | {seconds:.2f} |" for what, seconds in parts.items()),
        "",
        "| draws, whole process, one warm run each | s | memory MiB |",
        "|---|---|---|",
        *(f"| {size.what} | {size.median:.1f} | {size.memory:.0f} |" for size in sizes),
        "",
        f"Where nothing else is said, each figure is over {REPETITIONS} repetitions. *First ever*"
        " starts with an empty cache folder and compiles the model; *warm* finds it compiled.",
        "",
    ]
    page = "\n".join(lines)
    print(page)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
