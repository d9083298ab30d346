"""Which country the rows of a file are about, and a count of the rows that tell nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from slipstream.evidence.upstream.match import Matches, Ruling
from slipstream.evidence.upstream.proposal import Reading


@dataclass
class Sorting:
    """Counts of rows by what becomes of them; `reading` sums them up."""

    matched: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    unmatched: dict[str, Counter[str]] = field(default_factory=dict)
    strangers: dict[str, set[str]] = field(default_factory=dict)

    def leave_out(self, reason: str) -> None:
        """Count a row that is known to tell nothing here."""
        self.left_out[reason] += 1

    def miss(self, sort: str, name: str) -> None:
        """Count a row with a name that no table knows."""
        self.unmatched.setdefault(sort, Counter())[name] += 1

    def notice(self, sort: str, names: Iterable[str]) -> None:
        """Name what no table knows, on a row that counts all the same."""
        self.strangers.setdefault(sort, set()).update(names)

    def reading(self, rows: int) -> Reading:
        """The counts of a file of ``rows`` rows, the most frequent names first."""
        return Reading(
            rows,
            self.matched,
            dict(self.left_out.most_common()),
            {sort: dict(names.most_common()) for sort, names in self.unmatched.items()},
            {sort: tuple(sorted(names)) for sort, names in self.strangers.items() if names},
        )


def country_of(
    cell: str, organisations: str, matches: Matches, sorting: Sorting, ruling: Ruling | None = None
) -> str | None:
    """Code of the one country that a row is about; None, and counted, if there is none.

    Parameters
    ----------
    cell, organisations
        Names of countries and of organisations, joined by commas.
    matches, sorting
        The tables, and where to count the row.
    ruling
        What a table says of this row in particular.
    """
    if ruling is not None and ruling.country is not None:
        return ruling.country
    names = [name.strip() for name in cell.split(",") if name.strip()]
    if not names:
        return _home(organisations, matches, sorting)
    if cell in matches.countries:
        # Some names have a comma of their own.
        names = [cell]
    for name in names:
        if name not in matches.countries:
            sorting.miss("country", name)
            return None
    if len(set(names)) > 1:
        sorting.leave_out("developers or places in several countries")
        return None
    code = matches.countries[names[0]]
    if code is None:
        sorting.leave_out("a country without a pack")
    return code


def unknown(organisations: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """Organisations, joined by commas in a cell, that the tables do not know."""
    names = (name.strip() for name in organisations.split(","))
    return tuple(name for name in names if name and name not in known)


def elsewhere(organisations: str, code: str, matches: Matches) -> str:
    """Say which organisation, joined by commas in a cell, the tables know to be of elsewhere."""
    for name in (each.strip() for each in organisations.split(",")):
        home = matches.organisations.get(name, code)
        if home != code:
            return f"{name} is of {home}, says the table of organisations"
    return ""


def _home(organisations: str, matches: Matches, sorting: Sorting) -> str | None:
    names = [name.strip() for name in organisations.split(",") if name.strip()]
    homes = {matches.organisations.get(name) for name in names}
    if not names:
        sorting.leave_out("neither country nor organisation")
    elif None in homes:
        for name in unknown(organisations, matches.organisations)[:1]:
            sorting.miss("organisation", name)
    elif len(homes) > 1:
        sorting.leave_out("developers or places in several countries")
    else:
        return homes.pop()
    return None
