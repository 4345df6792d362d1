"""Text <-> classes: decoding within limits, positions, conversion, canonical form, atomic writing."""
