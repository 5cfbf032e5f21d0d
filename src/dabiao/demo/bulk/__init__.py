"""What happened, written as the services would have written it: the same rows and events, thousands of times as fast.

`writing.write` keeps the books in memory, one function for each happening, and puts whole tables into the database at the
end. `tests/demo/test_two_ways.py` holds it to what `demo.living`, which calls the services, leaves in every table there is.
"""
