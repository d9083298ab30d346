"""What an upstream file would change in the evidence, as text and as a JSON-able dictionary."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slipstream.evidence.upstream.proposal import Change, Proposal

if TYPE_CHECKING:
    from slipstream.policy.renewal import Departure, Moved

_MOST_NAMES = 12


def import_dict(
    proposal: Proposal,
    departures: Sequence["Departure"],
    moved: "Moved | None",
    written: Sequence[Path],
) -> dict[str, Any]:
    """Return the counts, the changes and their effect."""
    reading, comparison = proposal.reading, proposal.comparison
    return {
        "kind": proposal.kind,
        "file": proposal.file,
        "sha256": proposal.digest,
        "rows": reading.rows,
        "matched": reading.matched,
        "left_out": dict(reading.left_out),
        "unmatched": {sort: dict(names) for sort, names in reading.unmatched.items()},
        "unknown_on_new_rows": {sort: list(names) for sort, names in reading.strangers.items()},
        "agreeing": comparison.agreeing,
        "absent": list(comparison.absent),
        "held_out": list(comparison.held_out),
        "changes": [asdict(change) for change in comparison.changes],
        "departures": [{**asdict(each), "inside": each.inside} for each in departures],
        "answer": None if moved is None else asdict(moved),
        "written": [str(path) for path in written],
    }


def import_text(
    proposal: Proposal,
    departures: Sequence["Departure"],
    moved: "Moved | None",
    written: Sequence[Path],
) -> str:
    """Return the same in plain words, one line a count, a change or a doubt."""
    lines = [*_counts(proposal)]
    lines += map(_change_line, proposal.comparison.changes)
    lines += _effect(proposal, departures, moved)
    if written:
        lines += [f"wrote {path}" for path in written]
    elif proposal.sound:
        lines.append(f"nothing was written; --apply takes in {_changes(len(proposal.sound))}")
    elif proposal.doubtful:
        lines.append("nothing was written: every change is in doubt")
    else:
        lines.append("nothing to change")
    return "\n".join(lines)


def _counts(proposal: Proposal) -> Iterator[str]:
    reading, comparison = proposal.reading, proposal.comparison
    missed = sum(sum(names.values()) for names in reading.unmatched.values())
    left = sum(reading.left_out.values())
    yield f"{proposal.kind}: {proposal.file}"
    counts = f"{reading.matched:,} matched, {missed:,} unmatched, {left:,} left out"
    yield f"{reading.rows:,} row{'s' * (reading.rows != 1)}: {counts}"
    for reason, count in reading.left_out.items():
        yield f"  left out {count:,}: {reason}"
    for sort, found in reading.unmatched.items():
        yield f"  unmatched {sort}: {_listed([f'{name} ({n})' for name, n in found.items()])}"
    for sort, strangers in reading.strangers.items():
        yield f"  unknown {sort} on a new row, is the country right? {_listed(strangers)}"
    yield f"{comparison.agreeing} rows of history and facts agree with the file"
    if comparison.absent:
        names = _listed(comparison.absent)
        yield f"{len(comparison.absent)} stay that it does not mention: {names}"
    if comparison.held_out:
        names = _listed(comparison.held_out)
        yield f"{len(comparison.held_out)} held out, after the end of calibration: {names}"
    tally = Counter(change.action for change in comparison.changes)
    actions = ", ".join(f"{tally[action]} {action}" for action in ("added", "changed", "dropped"))
    yield f"{actions}; {len(proposal.doubtful)} of them in doubt"


def _change_line(change: Change) -> str:
    line = f"{change.action}: {change.where} {change.name}: {_difference(change)}"
    if change.doubt:
        line += f" - in doubt, not taken in: {change.doubt}"
    return line + (f" ({change.remark})" if change.remark else "")


def _difference(change: Change) -> str:
    if not change.before or not change.after:
        return _cells(change.after or change.before)
    moved = [name for name in change.after if change.after[name] != change.before.get(name)]
    return ", ".join(
        f"{name} {change.before[name] or '-'} -> {change.after[name] or '-'}" for name in moved
    )


def _cells(cells: Mapping[str, str]) -> str:
    skipped = ("country", "date", "model", "source")
    return ", ".join(
        f"{name} {cell}" for name, cell in cells.items() if cell and name not in skipped
    )


def _effect(
    proposal: Proposal, departures: Sequence["Departure"], moved: "Moved | None"
) -> Iterator[str]:
    history = [change for change in proposal.sound if change.where != "facts"]
    for each in departures:
        place = "inside" if each.inside else "outside"
        if each.floor and each.value < each.p5:
            place = "below, as a floor may be,"
        yield (
            f"{each.name}: {_figure(each.value)} is {place} the model's 90% band of"
            f" {_figure(each.p5)} to {_figure(each.p95)}, {each.sds:+.1f} sd from its middle"
        )
    if history:
        rows = "row of history changes" if len(history) == 1 else "rows of history change"
        yield f"{len(history)} {rows} the answer only after `slipstream calibrate`"
    if moved is not None:
        yield (
            f"answer for {moved.country} ({moved.draws:,} draws): from priors"
            f" {moved.prior[0]:.1%} -> {moved.prior[1]:.1%}; as calibrated"
            f" {moved.calibrated[0]:.1%} -> {moved.calibrated[1]:.1%}, and further only after"
            " `slipstream calibrate`"
        )
    elif proposal.sound and not history:
        yield "no fact that the model uses changes: the answer stays"


def _figure(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 1000 else f"{value:,.0f}"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more:,} more" if more > 0 else shown


def _changes(count: int) -> str:
    return "the change" if count == 1 else f"{count} changes"
