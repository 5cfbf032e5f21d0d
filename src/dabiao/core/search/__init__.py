"""Finding records by a part of a name, a number, or a whole handle, within what somebody may see.

One row of `search_entry` per findable record, kept by triggers of the database itself: no writer can forget it, and it is
right whatever crashes. What an entry is found by are its tokens (`tokens`): pairs of neighbouring characters, handles, owner
and unit. They exist only inside an index: GIN over a function on PostgreSQL, FTS5 on SQLite.
"""
