"""Writes of targets: one promise each, one transaction each, one writer of a tree's figures at a time."""

from dabiao.modules.targets.services._tallying import tally, tally_anew
from dabiao.modules.targets.services.agreeing import Answer, Outcome, accept, insist, propose, withdraw
from dabiao.modules.targets.services.alarming import CALL, decide, follow_up, judge_ended, set_alarm_terms
from dabiao.modules.targets.services.asking import answer_change, ask_change
from dabiao.modules.targets.services.beside import edit_lock_policy, set_beside
from dabiao.modules.targets.services.capacity import edit_capacity
from dabiao.modules.targets.services.carrying import Carrying, carry, drop_carriers, edit_carriers
from dabiao.modules.targets.services.copying import copy_tree
from dabiao.modules.targets.services.crediting import catch_up, credit_all, put_shares, settle
from dabiao.modules.targets.services.dividing import close, open_again
from dabiao.modules.targets.services.filling import fill_tree
from dabiao.modules.targets.services.locking import lock, unlock
from dabiao.modules.targets.services.metrics import create_metric, edit_metric, edit_policy
from dabiao.modules.targets.services.months import close_month, reopen_month
from dabiao.modules.targets.services.nodes import (
    add_node,
    bring_back,
    bring_up_to_date,
    edit_node,
    end_node,
    move_node,
)
from dabiao.modules.targets.services.reserves import edit_reserve, plan_reserve, remove_reserve
from dabiao.modules.targets.services.setting import Wanted, declare, set_targets
from dabiao.modules.targets.services.sheets import read_sheet
from dabiao.modules.targets.services.taking_back import take_back
from dabiao.modules.targets.services.trees import create_tree, edit_tree, remove_tree

__all__ = [
    "CALL",
    "Answer",
    "Carrying",
    "Outcome",
    "Wanted",
    "accept",
    "add_node",
    "answer_change",
    "ask_change",
    "bring_back",
    "bring_up_to_date",
    "carry",
    "catch_up",
    "close",
    "close_month",
    "copy_tree",
    "create_metric",
    "create_tree",
    "credit_all",
    "decide",
    "declare",
    "drop_carriers",
    "edit_capacity",
    "edit_carriers",
    "edit_lock_policy",
    "edit_metric",
    "edit_node",
    "edit_policy",
    "edit_reserve",
    "edit_tree",
    "end_node",
    "fill_tree",
    "follow_up",
    "insist",
    "judge_ended",
    "lock",
    "move_node",
    "open_again",
    "plan_reserve",
    "propose",
    "put_shares",
    "read_sheet",
    "remove_reserve",
    "remove_tree",
    "reopen_month",
    "set_alarm_terms",
    "set_beside",
    "set_targets",
    "settle",
    "take_back",
    "tally",
    "tally_anew",
    "unlock",
    "withdraw",
]
