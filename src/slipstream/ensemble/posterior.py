"""The posterior: draws of parameters and of past innovations that agree with history."""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from slipstream.arrays import Floats32
from slipstream.countries.model_data import ModelData, model_data
from slipstream.ensemble.draws import beliefs, by_parameter, coordinates
from slipstream.ensemble.exogenous import market_deliveries, world_deliveries
from slipstream.ensemble.random_streams import BLOCK
from slipstream.files import InputError, read_yaml, writing_atomically
from slipstream.model.constants import month_end

DATA = Path(__file__).parent / "data"
REMAKE = "the files that `slipstream calibrate` writes"

_DECIMAL = re.compile(r"-?\d+\.\d*(?:e[+-]?\d+)?")
_INNOVATIONS = ("rate", "lag", "skill", "departure")


@dataclass(frozen=True, eq=False, repr=False)
class Posterior:
    """Members of equal weight.

    Attributes
    ----------
    now
        Step of the last month of the evidence.
    names
        All numbers of the model, in the order of `coordinates`.
    values
        ``(number, member)``, in the registry's units.
    rate, lag, skill
        Standard normal innovations up to ``now``: ``(month, member)``, the last
        ``(month, scored, member)``.
    departure
        How the record-setting releases departed from what was to be expected of them, standard
        normal, ``(record, member)``.
    scored
        Countries whose releases are on record.
    record_months, record_rows
        Month of each of those releases, and its country's place in ``scored``.
    watched
        Whether an index watched a country in a month up to ``now``, ``(month, scored, member)``.
    spells
        Mean years that it keeps sight of a developer, and that it leaves a country out,
        ``(2, member)``.
    about
        Where it comes from: data cut-off, evidence, command, seed, diagnostics, hash.
    """

    now: int
    names: tuple[str, ...]
    values: Floats32
    rate: Floats32
    lag: Floats32
    skill: Floats32
    departure: Floats32
    scored: tuple[str, ...]
    record_months: NDArray[np.int64]
    record_rows: NDArray[np.int64]
    watched: NDArray[np.bool_]
    spells: Floats32
    about: Mapping[str, object]

    @property
    def members(self) -> int:
        """How many members there are."""
        return int(self.values.shape[1])

    def of_block(self, block: int) -> NDArray[np.int64]:
        """Member of each draw of a block: all in turn, again and again."""
        return np.asarray((block * BLOCK + np.arange(BLOCK)) % self.members)


def write(posterior: Posterior, folder: Path) -> None:
    """Write ``posterior.npz`` and, once that is there, ``posterior.yaml`` with its hash.

    Innovations are kept in half precision, three digits of a standard normal number.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    halved = {name: getattr(posterior, name).astype(np.float16) for name in _INNOVATIONS}
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        now=posterior.now,
        names=np.array(posterior.names),
        scored=np.array(posterior.scored),
        values=posterior.values,
        record_months=posterior.record_months,
        record_rows=posterior.record_rows,
        watched=posterior.watched,
        spells=posterior.spells,
        **halved,
    )
    content = packed.getvalue()
    with writing_atomically(folder / "posterior.npz") as part:
        part.write_bytes(content)
    about = {"sha256": hashlib.sha256(content).hexdigest(), **posterior.about}
    with writing_atomically(folder / "posterior.yaml") as part:
        part.write_text(yaml.safe_dump(about, sort_keys=False), encoding="utf-8")


def read(folder: Path) -> Posterior:
    """Read what `write` wrote.

    Raises
    ------
    InputError
        If a file is missing or damaged, or was made for other numbers than the registry's.
    """
    path = folder / "posterior.npz"
    about = read_yaml(folder / "posterior.yaml")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(path, "", "no file that can be read", REMAKE) from error
    found = hashlib.sha256(content).hexdigest()
    if not isinstance(about, dict) or about.get("sha256") != found:
        recorded = about.get("sha256") if isinstance(about, dict) else None
        raise InputError(path, "sha256", found, f"{recorded}, as posterior.yaml says; {REMAKE}")
    with np.load(io.BytesIO(content), allow_pickle=False) as table:
        posterior = Posterior(
            now=int(table["now"]),
            names=tuple(map(str, table["names"])),
            values=table["values"],
            scored=tuple(map(str, table["scored"])),
            record_months=table["record_months"],
            record_rows=table["record_rows"],
            watched=table["watched"],
            spells=table["spells"],
            about=about,
            **{name: table[name].astype(np.float32) for name in _INNOVATIONS},
        )
    names = tuple(number.name for number in coordinates(model_data(), posterior.now))
    if posterior.names != names:
        odd = sorted(set(names) ^ set(posterior.names))
        raise InputError(
            path, "names", f"other numbers than the registry has: {', '.join(odd[:3])}", REMAKE
        )
    return posterior


@cache
def shipped() -> Posterior:
    """The posterior that comes with the package; see `read`."""
    return read(DATA)


def believed(*, prior: bool) -> Posterior | None:
    """What a run draws from: the shipped posterior, or nothing where the priors are asked for."""
    return None if prior else shipped()


def evidence_digest(data: ModelData, now: int) -> str:
    """Hash over the numbers that a posterior of the month ``now`` rests on.

    Priors, today's policies, deliveries and the rows of history up to then. Words, sources and
    later rows are not among them: a better source for the same number changes no posterior. Nor
    are digits beyond the ninth, which processors round otherwise.
    """
    past = {
        name: [
            row.model_dump(exclude={"model", "organisation", "source"})
            for row in rows
            if row.date <= month_end(now)
        ]
        for name, rows in data.evidence.history.items()
    }
    given = (world_deliveries(data, now).tolist(), market_deliveries(data, now))
    content = repr((beliefs(data, now), data.levers_by_month(now), given, past))
    content = _DECIMAL.sub(lambda found: f"{float(found[0]):.9g}", content)
    return hashlib.sha256(content.encode()).hexdigest()


def provenance(posterior: Posterior | None) -> dict[str, object] | None:
    """What an answer says of the posterior it rests on; nothing for priors."""
    if posterior is None:
        return None
    return {
        "sha256": posterior.about.get("sha256"),
        "data_cutoff": month_end(posterior.now).isoformat(),
        "members": posterior.members,
    }


@lru_cache(maxsize=16)
def member_block(data: ModelData, posterior: Posterior, block: int) -> Mapping[str, Floats32]:
    """Parameters of one block of draws, as `draw_block` gives them for priors."""
    return by_parameter(data, posterior.now, posterior.values[:, posterior.of_block(block)])


def remember(
    posterior: Posterior,
    countries: tuple[str, ...],
    block: int,
    innovations: Mapping[str, Floats32],
) -> None:
    """Put the past as the members have it into the innovations of one block.

    ``innovations`` is changed in place, since a copy of it takes 28 MB. Up to ``now`` countries
    with scores release when the record says so. What else came out while an index watched was no
    better; while none did, anything can have come out.
    """
    past = posterior.now + 1
    at = posterior.of_block(block)
    rows = np.array([countries.index(code) for code in posterior.scored])
    innovations["rate"][:past] = posterior.rate[:, at]
    innovations["lag"][:past] = posterior.lag[:, at]
    innovations["skill"][:past, rows] = posterior.skill[:, :, at]
    when = (posterior.record_months, rows[posterior.record_rows])
    innovations["departure"][when] = posterior.departure[:, at]
    quiet = innovations["release"][:past, rows]
    innovations["release"][:past, rows] = np.where(posterior.watched[:, :, at], 1.0, quiet)
    innovations["release"][when] = 0.0
