"""What a browser calls itself, in words a person knows."""

# the first that occurs wins: everybody claims to be somebody else as well
BROWSERS = (
    *(("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Lark", "飞书")),
    *(("Edg", "Edge"), ("OPR", "Opera"), ("QQBrowser", "QQ"), ("Firefox", "Firefox"), ("Chrome", "Chrome")),
    *(("Safari", "Safari"),),
)
SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android")),
    *(("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")),
)


def device_of(user_agent: str) -> str:
    """`Chrome · Windows`; empty when neither is known."""
    found = (next((name for mark, name in table if mark in user_agent), "") for table in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, found))
