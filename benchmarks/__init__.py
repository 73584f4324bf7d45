"""Speed beside what could be used instead, as ratios measured side by side in one run: ``python -m benchmarks``."""
