"""All that a run takes from files: evidence, registry and country packs, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from slipstream.countries.pack import Pack, by_month, packs, read_packs, today
from slipstream.evidence.fact_files import Evidence, load_facts, read_evidence
from slipstream.files import InputError, nearest
from slipstream.registry.load import Registry, registry


@dataclass(frozen=True, eq=False, repr=False)
class ModelData:
    """Evidence, registry and packs that belong together.

    It is made where a command begins and handed down: nothing below asks for files again. Two of
    them differ even if they hold the same, so that what is worked out of one can be kept by it.
    """

    evidence: Evidence
    registry: Registry
    packs: Mapping[str, Pack]

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of all countries, in the order of the country axis."""
        return tuple(self.packs)

    def pack(self, code: str) -> Pack:
        """Return the pack of a country.

        Raises
        ------
        InputError
            If there is none; the message lists the countries.
        """
        if code not in self.packs:
            raise InputError("country", "", repr(code), nearest(code, list(self.packs)))
        return self.packs[code]

    def code(self, text: str) -> str:
        """Return the code of a country from its code or a name of it, in any case.

        Raises
        ------
        InputError
            If it is neither; the message lists the countries.
        """
        asked = text.strip().casefold()
        for code, pack in self.packs.items():
            names = (code, pack.name.en, pack.name.ko, *pack.aliases)
            if asked in (name.casefold() for name in names):
                return code
        listing = ", ".join(f"{code} {pack.name.en}" for code, pack in self.packs.items())
        raise InputError("country", "", repr(text), f"one of: {listing}")

    def levers_by_month(self, now: int) -> dict[str, list[list[float]]]:
        """Today's policy of all countries as it was known in the month ``now``.

        By lever, ``[month][country]`` in the lever's unit, countries in the order of `countries`.
        """
        months = {
            name: [by_month(today(pack, row, now, self.evidence)) for pack in self.packs.values()]
            for name, row in self.registry.levers.items()
        }
        return {
            name: [list(row) for row in zip(*values, strict=True)]
            for name, values in months.items()
        }


@cache
def model_data() -> ModelData:
    """Return what comes with the package, read once."""
    return ModelData(load_facts(), registry(), packs())


def read_model_data(folder: Path) -> ModelData:
    """Read a folder of evidence, and the registry and the packs of the package against it.

    Raises
    ------
    InputError
        If a file is not valid, or a pack cites a fact that the folder does not have.
    """
    evidence = read_evidence(folder)
    return ModelData(evidence, registry(), read_packs(registry(), evidence))
