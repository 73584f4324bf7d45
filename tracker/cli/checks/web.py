"""What the web application would be run with."""

from tracker.cli.checks import Finding
from tracker.settings import MINIMUM_KEY_LENGTH, Settings, is_strong_key


def secret_key(settings: Settings) -> Finding:
    """Whether there is a key that cannot be guessed. The key itself is never shown."""
    name = ("secret key", "秘密鍵（SECRET_KEY）", "Secret key (SECRET_KEY)")
    if settings.secret_key is None:
        return Finding(
            *name,
            True,
            "設定されていません。本番の運用（tracker serve）には必要です。"
            "コマンドと tracker serve --demo には要りません。",
            "Not set. tracker serve needs it in production; commands and tracker serve --demo do not.",
        )
    if is_strong_key(settings.secret_key):
        return Finding(*name, True, "設定されています", "set")
    return Finding(
        *name,
        False,
        f"推測されるおそれがあります。{MINIMUM_KEY_LENGTH}文字以上の無作為な文字列に替えてください。",
        f"It could be guessed. Use at least {MINIMUM_KEY_LENGTH} random characters.",
    )


def reading(settings: Settings) -> Finding:
    """Whether pages can be read without signing in."""
    if settings.open_reading:
        found = (
            "誰でもサインインせずに閲覧できます（OPEN_READING=1）",
            "Anyone can read without signing in (OPEN_READING=1)",
        )
    else:
        found = ("サインインせずには閲覧できません", "Nobody can read without signing in")
    return Finding("open reading", "閲覧", "Reading", True, *found)


def cookies() -> Finding:
    """What travels unprotected on plain HTTP: nobody can sign in yet, so only the choice of language does."""
    return Finding(
        "cookies",
        "暗号化しない通信（HTTP）でのクッキー",
        "Cookies on plain HTTP",
        True,
        "表示言語の選択だけを保存します。サインインの機能はまだありません。",
        "Only the choice of language is kept. There is no signing in yet.",
    )
