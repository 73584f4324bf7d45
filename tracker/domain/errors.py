"""What the rules say when they cannot do what was asked."""


class Refused(Exception):
    """A request that cannot be carried out, with a sentence fit for the person who asked.

    The sentence is kept in both languages of the product: ``str(refused)`` is Japanese.
    """

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(ja)
        self.ja = ja
        self.en = en
