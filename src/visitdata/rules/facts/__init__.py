"""Facts about the world that rules rest on, each with its source: data that a historian can read and correct."""
