"""Which records may be one and the same. It suggests with reasons; it never joins.

`records` makes ready, `blocking` finds pairs worth comparing, `comparing` puts them side by side, `model` weighs,
`suggesting` puts it in words. Pure: no database, no clock. Why it is built so: docs/adr/0008.
"""
