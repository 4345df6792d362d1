"""Rules: evidence and sources."""
