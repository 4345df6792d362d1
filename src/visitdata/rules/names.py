"""Rules: names."""
