"""Benchmarks: run by hand, asserted by nothing. `dabiao bench` lists them."""
