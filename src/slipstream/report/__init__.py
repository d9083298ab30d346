"""Sentences, charts, tables and briefings made from evidence and results."""
