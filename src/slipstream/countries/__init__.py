"""Country packs: a country is a set of numbers, each with its ground."""
