"""Reads of visits. Each starts from what the actor may see."""

from dabiao.modules.visits.queries.reach import READ, detail_rows, holdings, shows, terms, visible_to

__all__ = ["READ", "detail_rows", "holdings", "shows", "terms", "visible_to"]
