"""The registry as Python objects."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from slipstream.cache import kept_value
from slipstream.files import InputError, nearest, parse, read_yaml
from slipstream.registry.schema import Correlation, Lever, NamedRow, Output, Parameter, Shock

Named = TypeVar("Named", bound=NamedRow)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Registry:
    """All rows by name, in the order of the files."""

    parameters: dict[str, Parameter]
    levers: dict[str, Lever]
    shocks: dict[str, Shock]
    outputs: dict[str, Output]
    correlations: tuple[Correlation, ...]

    def lever(self, name: str, where: str | Path, field: str) -> Lever:
        """Return a lever; an unknown name raises InputError with the closest known one."""
        return _known(self.levers, name, where, field)

    def shock(self, name: str, where: str | Path, field: str) -> Shock:
        """Return a shock; an unknown name raises InputError with the closest known one."""
        return _known(self.shocks, name, where, field)


def _known(rows: dict[str, Named], name: str, where: str | Path, field: str) -> Named:
    if name not in rows:
        raise InputError(where, f"{field}.{name}", "an unknown name", nearest(name, list(rows)))
    return rows[name]


def _rows(file: str, model: type[Named]) -> dict[str, Named]:
    path = DATA / file
    rows: dict[str, Named] = {}
    for entry in read_yaml(path):
        row = parse(model, entry, f"{path}: {entry.get('name', '?')}")
        if row.name in rows:
            raise InputError(path, row.name, "the name twice", "each name once")
        rows[row.name] = row
    return rows


@cache
def registry() -> Registry:
    """Read the registry once."""
    return kept_value("registry", _read, ("registry", "evidence", "files.py"), [DATA])


def _read() -> Registry:
    return Registry(
        parameters=_rows("parameters.yaml", Parameter),
        levers=_rows("levers.yaml", Lever),
        shocks=_rows("shocks.yaml", Shock),
        outputs=_rows("outputs.yaml", Output),
        correlations=tuple(
            parse(Correlation, entry, DATA / "correlations.yaml")
            for entry in read_yaml(DATA / "correlations.yaml")
        ),
    )
