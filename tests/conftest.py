"""How long the property tests search: a little by default, HYPOTHESIS_PROFILE=ci for longer."""

import os

from hypothesis import settings

pytest_plugins = ["tests.engines"]

settings.register_profile("fast", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))
