"""Policies: files that change today's levers and shocks, and what they do to the answer."""
