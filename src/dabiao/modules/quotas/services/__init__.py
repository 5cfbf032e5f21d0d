"""Writes of quotas: one promise each, one transaction each."""

from dabiao.modules.quotas.services.declaring import declare, prove
from dabiao.modules.quotas.services.kinds import create_kind, edit_kind, edit_terms
from dabiao.modules.quotas.services.setting import Wish, set_quota, set_quotas

__all__ = ["Wish", "create_kind", "declare", "edit_kind", "edit_terms", "prove", "set_quota", "set_quotas"]
