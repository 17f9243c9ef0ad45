"""Faults, and things that only look like faults, to be planted into the sample portal: one module a family."""
