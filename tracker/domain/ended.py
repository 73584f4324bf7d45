"""What is said where somebody names a department or division that is no more."""

from datetime import date

from tracker.domain.labels import day


def said_of_ended(name: str, on: date, successor: str) -> tuple[str, str]:
    """When it ended, who carries on (``successor`` "": nobody) and what to do, in both languages."""
    ja, en = day(on), day(on, "en")
    if not successor:
        return (
            f"「{name}」は{ja}に廃止されています。現在の所管課に直してください。",
            f"“{name}” ended on {en}. Enter the division in charge today.",
        )
    return (
        f"「{name}」は{ja}に廃止され、「{successor}」に引き継がれています。現在の名称に直してください。",
        f"“{name}” ended on {en} and is carried on by “{successor}”. Enter the present name.",
    )
