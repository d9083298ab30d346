"""Claims of news articles, held against the evidence."""
