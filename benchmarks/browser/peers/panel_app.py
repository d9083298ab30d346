"""Slider and charts in Panel, with the charts that it updates the fastest, Bokeh's."""

from importlib import import_module
from typing import Any

from benchmarks.browser.peers.question import DATES, POSITIONS, SHOWN, Floats, quantiles

# Only the environment of the benchmark has them.
models: Any = import_module("bokeh.models")
plotting: Any = import_module("bokeh.plotting")
pn: Any = import_module("panel")

COLUMNS = ("p05", "p25", "p50", "p75", "p95")
COLOURS = ("#0072b2", "#444444", "#d55e00")
START = 10


def columns(values: Floats) -> dict[str, object]:
    """Data of one series as Bokeh takes it."""
    return {"month": DATES, **dict(zip(COLUMNS, values, strict=True))}


first = quantiles(START)
sources = {name: models.ColumnDataSource(columns(values)) for name, values in first.items()}
label = models.ColumnDataSource({"text": [f"position {START}"], "x": [DATES[12]], "y": [5]})
figures = []
for names in SHOWN.values():
    chart = plotting.figure(height=300, width=500, x_axis_type="datetime", toolbar_location=None)
    for name, colour in zip(names, COLOURS, strict=False):
        band = {"x": "month", "source": sources[name], "color": colour}
        chart.varea(y1="p05", y2="p95", alpha=0.15, **band)
        chart.varea(y1="p25", y2="p75", alpha=0.3, **band)
        chart.line(y="p50", line_width=2, **band)
    figures.append(chart)
figures[-1].text(text="text", x="x", y="y", source=label)
panes = [pn.pane.Bokeh(chart) for chart in figures]
slider = pn.widgets.IntSlider(name="Public AI budget", start=0, end=POSITIONS, value=START)


def move(event: Any) -> None:  # noqa: ANN401 - of param
    """Draw the answer at the slider's new position."""
    for name, values in quantiles(event.new).items():
        sources[name].data = columns(values)
    label.data = {**label.data, "text": [f"position {event.new}"]}


slider.param.watch(move, "value")
pn.Column(slider, pn.Row(*panes)).servable()
