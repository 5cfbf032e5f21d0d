"""A company that could be: people, market, leads, deals and money, with every true parameter known.

Pure: no database, no clock. `world.simulate(spec)` gives what happened, in the order of time, and the truth behind it.
Nothing outside of the demo, the benchmarks and tests may import this package (`contracts/imports.py`): what learns from the
company's records must find the truth there, not here.
"""
