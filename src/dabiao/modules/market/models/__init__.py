"""What the field hears of competitors, and how we answer them."""

from dabiao.modules.market.models.cards import Card, CardEdition, CardUse, Profile
from dabiao.modules.market.models.notes import Note, Opinion

__all__ = ["Card", "CardEdition", "CardUse", "Note", "Opinion", "Profile"]
