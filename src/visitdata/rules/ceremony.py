"""Rules: ceremony."""
