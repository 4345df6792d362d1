"""The pipeline from bytes to findings and visits, and the opening of files."""
