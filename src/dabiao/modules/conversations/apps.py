from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "dabiao.modules.conversations"
    label = "conversations"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.live.reach import tell_everybody
        from dabiao.core.search import kinds
        from dabiao.modules.conversations import queries
        from dabiao.modules.conversations.models import Conversation
        from dabiao.modules.conversations.queries.words import said_by_leads
        from dabiao.modules.grading.queries import add_source

        subjects.register(
            subjects.Subject(
                kind="conversation",
                model=Conversation,
                visible_to=queries.visible_to,
                title=lambda conversation: str(conversation),
                proves=True,
            )
        )
        kinds.register(
            kinds.Searched(
                kind="conversation",
                number=9,
                model=Conversation,
                texts=("name",),
                read=queries.READ,
                claim=queries.CLAIM,
                offered=False,
            )
        )
        add_source("chat", said_by_leads, label="fields.arrival.chat")
        for kind in ("chat_site", "bot_answer", "canned_reply"):
            tell_everybody(kind)
