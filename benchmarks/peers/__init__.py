"""The focal country's equations written once more for each peer that ours is measured against.

One country runs alone for all months against a fixed world. Every peer takes the same `FocalInputs`
and gives the same outputs, ``(month, draw)`` by name; `benchmarks.agreement` holds them together.
"""
