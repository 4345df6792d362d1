"""Findings -> text for people and for programs: one format a file."""
