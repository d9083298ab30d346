"""The hand-vectorised C kernel: its source, and how it is compiled."""
