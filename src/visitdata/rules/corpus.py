"""Rules: corpus."""
