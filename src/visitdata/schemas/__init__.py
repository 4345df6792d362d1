"""Classes -> JSON Schema, its published versions, and what it finds wrong with a value.

Named in the plural because `visitdata.schema` is the function that gives the schema; in a wheel the published files
lie here too.
"""
