"""Hypothesis profiles, chosen by the environment variable VISITDATA_PROFILE: dev (the default), ci, nightly."""

import os

from hypothesis import HealthCheck, settings

for name, examples in (("dev", 200), ("ci", 5_000), ("nightly", 100_000)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
    )
settings.load_profile(os.environ.get("VISITDATA_PROFILE", "dev"))
