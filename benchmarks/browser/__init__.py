"""Speed of the simulator in a real browser; ``python -m benchmarks.browser`` measures it."""
