"""What the rules say when they cannot do what was asked."""


class Refused(Exception):
    """A request that cannot be carried out, with a sentence fit for the person who asked.

    The sentence is kept in both languages of the product: ``str(refused)`` is Japanese. ``field``: what of the things
    stated cannot be, by its name in the rules; "" where it is nothing in particular.
    """

    def __init__(self, ja: str, en: str, field: str = "") -> None:
        super().__init__(ja)
        self.field = field
        self.ja = ja
        self.en = en


class NotThere(Exception):
    """Something that does not exist, or that whoever asks may not know of: nobody can tell which."""


class Altered(Exception):
    """What is stored of a closed month is not what was kept: somebody changed it past the program."""
