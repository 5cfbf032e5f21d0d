"""Keeps the triggers in the database those that the code means, and writes entries anew where they are not.

Before migrations they are taken away, since both databases refuse to alter a table that a trigger reads, and SQLite loses a
table's triggers when it rebuilds the table. After migrations they are put back, and what was missed meanwhile is made good.
"""

from dabiao.core.search.install.keeping import put_back, take_away

__all__ = ["put_back", "take_away"]
