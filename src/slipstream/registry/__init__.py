"""Parameters, levers, shocks and outputs: one row of data each."""
