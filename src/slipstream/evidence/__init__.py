"""Facts with their sources, and the history that calibration learns from."""

from slipstream.evidence.fact_files import AS_OF, CUTOFF, Evidence, load_facts, load_history
from slipstream.evidence.fact_schema import Fact, Label, Source, Spread

__all__ = [
    "AS_OF",
    "CUTOFF",
    "Evidence",
    "Fact",
    "Label",
    "Source",
    "Spread",
    "load_facts",
    "load_history",
]
