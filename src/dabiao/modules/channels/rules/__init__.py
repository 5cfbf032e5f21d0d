"""What deliveries say and whether they are genuine; how spend spreads over days. Pure."""

from dabiao.modules.channels.rules.spreading import within

__all__ = ["within"]
