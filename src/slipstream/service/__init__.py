"""The web service: a JSON API over the model and the evidence, and the simulator's pages."""
