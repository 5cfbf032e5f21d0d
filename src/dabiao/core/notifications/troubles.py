"""Why a message did not go: a word that has a text in every language, and what the service said."""


class Trouble(Exception):
    """`word` is a key under `errors.messengers`; `code` and `said` are the service's own."""

    def __init__(self, word: str, *, code: str | int = "", said: str = "") -> None:
        self.word, self.code, self.said = word, str(code), said[:160]
        super().__init__(" ".join(filter(None, (word, self.code, self.said))))


class Refused(Trouble):
    """It will not go this way, however often one tries."""


class Postponed(Trouble):
    """It did not go now; later it may."""


class Unsure(Trouble):
    """It was handed over and nobody answered: it may have gone."""
