"""The simulator's slider and charts written for other frameworks, over the same run."""
