"""Renewal of the evidence from the CSV files of those who publish its series."""

from slipstream.evidence.upstream.kinds import KINDS, propose
from slipstream.evidence.upstream.proposal import Change, Proposal

__all__ = ["KINDS", "Change", "Proposal", "propose"]
