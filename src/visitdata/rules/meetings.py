"""Rules: meetings."""
