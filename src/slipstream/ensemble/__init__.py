"""Ensembles: draws from the priors, the compiled run, labelled results and indicators."""
