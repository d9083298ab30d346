"""The World Bank's development indicators, as a long or as a wide table."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from slipstream.evidence.fact_files import Evidence
from slipstream.evidence.fact_schema import Fact
from slipstream.evidence.upstream.figures import Figure, compare_facts
from slipstream.evidence.upstream.match import Link, Matches
from slipstream.evidence.upstream.places import Sorting
from slipstream.evidence.upstream.proposal import Comparison, Reading
from slipstream.evidence.upstream.table import (
    Layout,
    Table,
    check_header,
    read_bytes,
    records,
    split,
    typed,
)
from slipstream.files import InputError

if TYPE_CHECKING:
    import pandas as pd

UNITS = {
    "NY.GDP.MKTP.CD": "USD/year",
    "GB.XPD.RSDV.GD.ZS": "percent",
    "SP.POP.SCIE.RD.P6": "dimensionless",
    "SP.POP.TOTL": "person",
    "EG.USE.ELEC.KH.PC": "kWh/year",
    "TX.VAL.TECH.CD": "USD/year",
    "IP.PAT.RESD": "dimensionless",
}
LONG = Layout(
    texts=("country", "code", "wdi_code"),
    numbers=("year", "value"),
    key=("code", "year", "wdi_code"),
    filled=("code", "year", "wdi_code"),
)
WIDE = Layout(
    texts=("Country Name", "Country Code", "Indicator Code"),
    numbers=(),
    key=("Country Code", "Indicator Code"),
    filled=("Country Code", "Indicator Code"),
)
_YEARS = range(1950, 2101)


def read_indicators(path: Path) -> Table:
    """Read either layout as the long one: a row for each country, year and indicator.

    The wide one is what the World Bank's site hands out: a few lines about the data, then one row
    for each country and indicator with a column for each year.

    Raises
    ------
    InputError
        As `slipstream.evidence.upstream.table.read`, or if a year is none.
    """
    import pandas as pd

    content = read_bytes(path)
    header, found = split(path, content)
    while header and header[0] in ("Data Source", "Last Updated Date"):
        header = next(found, (0, []))[1]
    wide = "Country Code" in header
    years = [name for name in header if name.isascii() and name.isdigit()]
    layout = LONG
    if wide:
        layout = Layout(WIDE.texts, tuple(years), (), WIDE.key, WIDE.filled)
    check_header(path, header, layout)
    lines, cells = [], []
    for line, record in found:
        if len(record) != len(header):
            raise InputError(path, f"line {line}", f"{len(record)} cells", f"{len(header)}")
        lines.append(line)
        cells.append(record)
    rows = typed(path, pd.DataFrame(cells, columns=header, dtype=str), lines, layout)
    if wide:
        names = {"Country Name": "country", "Country Code": "code", "Indicator Code": "wdi_code"}
        rows = rows.rename(columns=names).melt(
            id_vars=["line", *names.values()], value_vars=years, var_name="year"
        )
        rows["year"] = pd.to_numeric(rows["year"])
    odd = ~rows["year"].isin(_YEARS)
    if odd.any():
        line = rows.loc[odd, "line"].iloc[0]
        raise InputError(path, f"line {line}, year", rows.loc[odd, "year"].iloc[0], "a year")
    return Table(path, sha256(content).hexdigest(), rows)


def compare_indicators(
    rows: "pd.DataFrame", evidence: Evidence, matches: Matches
) -> tuple[Reading, Comparison]:
    """Hold the latest year of each indicator against the facts about economies."""
    sorting = Sorting()
    for code, name, indicator, missing in zip(
        rows["code"], rows["country"], rows["wdi_code"], rows["value"].isna(), strict=True
    ):
        if code not in matches.countries:
            sorting.miss("country", name or code)
        elif indicator not in UNITS:
            sorting.miss("indicator", indicator)
        elif matches.countries[code] is None:
            sorting.leave_out("a country without a pack")
        elif missing:
            sorting.leave_out("no value")
        else:
            sorting.matched += 1
    latest = {
        (matches.countries.get(row["code"]), row["wdi_code"]): (row["value"], row["year"])
        for row in records(rows[rows["value"].notna()].sort_values("year"))
    }

    def lookup(link: Link, _: Fact) -> Figure | None:
        at = (link.item, link.series)
        if at not in latest:
            return None
        value, year = latest[at]
        return Figure(value, UNITS[link.series], f"{year:.0f}")

    return sorting.reading(len(rows)), compare_facts(evidence, matches, "world-bank", lookup)
