"""Fuzzing: what any input must keep to, as functions of bytes, and a command that feeds them to atheris."""
