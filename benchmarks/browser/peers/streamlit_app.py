"""Slider and charts in Streamlit, with the charts of its own choice of library, Altair."""

from importlib import import_module
from typing import Any

import pandas as pd

from benchmarks.browser.peers.question import DATES, POSITIONS, SHOWN, quantiles

# Only the environment of the benchmark has them.
alt: Any = import_module("altair")
st: Any = import_module("streamlit")

COLUMNS = ("p05", "p25", "p50", "p75", "p95")


def table(position: int) -> pd.DataFrame:
    """One row for each month and series."""
    return pd.concat(
        pd.DataFrame(dict(zip(COLUMNS, values, strict=True))).assign(month=DATES, series=name)
        for name, values in quantiles(position).items()
    )


def panel(data: pd.DataFrame, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - a chart
    """Bands and middle lines of some series."""
    base = alt.Chart(data[data["series"].isin(names)]).encode(
        x=alt.X("month:T").title(None), color=alt.Color("series:N").legend(None)
    )
    scale = alt.Y("p50:Q").scale(zero=False).title(None)
    return alt.layer(
        base.mark_area(opacity=0.15).encode(y=alt.Y("p05:Q").title(None), y2="p95:Q"),
        base.mark_area(opacity=0.3).encode(y=alt.Y("p25:Q").title(None), y2="p75:Q"),
        base.mark_line().encode(y=scale),
    )


here = st.slider("Public AI budget", 0, POSITIONS, 10)
data = table(here)
label = (
    alt.Chart(pd.DataFrame({"text": [f"position {here}"]}))
    .mark_text()
    .encode(text="text:N", x=alt.value(60), y=alt.value(10))
)
columns = st.columns(len(SHOWN))
for i, (column, names) in enumerate(zip(columns, SHOWN.values(), strict=True)):
    chart = panel(data, names)
    column.altair_chart(alt.layer(chart, label) if i == len(SHOWN) - 1 else chart)
