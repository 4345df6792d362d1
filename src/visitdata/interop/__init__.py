"""Visits <-> other people's formats: one format a file."""
