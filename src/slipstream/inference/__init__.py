"""Inference: the fit to history, forecasts from earlier origins and their scores."""
