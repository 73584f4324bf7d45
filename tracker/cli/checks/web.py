"""What the web application would be run with."""

from tracker.cli.checks import Finding
from tracker.settings import LOCAL_HOSTS, MINIMUM_KEY_LENGTH, Settings, is_strong_key


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


def cookies(settings: Settings) -> Finding:
    """Whether people may sign in where others on the network could read along."""
    if settings.plain_http:
        found = (
            "暗号化しない通信（HTTP）でもサインインできます（PLAIN_HTTP=1）。閉じた庁内ネットワークでだけ使ってください。",
            "Signing in works on plain HTTP too (PLAIN_HTTP=1). Use this on a closed network only.",
        )
    else:
        found = ("サインインには暗号化した通信（HTTPS）が必要です", "Signing in needs HTTPS")
    return Finding("cookies", "通信の暗号化（PLAIN_HTTP）", "Encryption (PLAIN_HTTP)", True, *found)


def hosts(settings: Settings) -> Finding:
    """Under which names the application answers."""
    listed = ", ".join(settings.trusted_hosts)
    found = (listed, listed)
    if settings.trusted_hosts == LOCAL_HOSTS:
        found = (
            f"この端末の名前だけに応答します（{listed}）。"
            "ほかの端末から使うには、職員が開く名前を TRUSTED_HOSTS に設定してください。",
            f"Only names of this machine are answered ({listed}). "
            "For use from other machines, set TRUSTED_HOSTS to the name that staff open.",
        )
    return Finding("hosts", "応答する名前（TRUSTED_HOSTS）", "Names answered (TRUSTED_HOSTS)", True, *found)


def proxies(settings: Settings) -> Finding:
    """How many proxies say where a request comes from."""
    count = settings.trusted_proxies
    if count:
        found = (
            f"前に置いた{count}台のプロキシが伝える接続元と通信方式を信用します",
            f"What {count} prox{'y' if count == 1 else 'ies'} in front say of where a request comes from is believed",
        )
    else:
        found = (
            "プロキシはないものとします。"
            "前にプロキシを置いている場合は、その台数を TRUSTED_PROXIES に設定してください。",
            "No proxy. If there are any in front, set TRUSTED_PROXIES to their number.",
        )
    return Finding("proxies", "プロキシ（TRUSTED_PROXIES）", "Proxies (TRUSTED_PROXIES)", True, *found)


def mail(settings: Settings) -> Finding:
    """Whether mail can be sent, and whether the password for it could be read along. It is never shown."""
    name = ("mail", "メール（SMTP_HOST）", "Mail (SMTP_HOST)")
    if not settings.smtp_host:
        return Finding(*name, True, "送りません（SMTP_HOST が設定されていません）", "Not sent (SMTP_HOST is not set)")
    found = f"{settings.smtp_host}:{settings.smtp_port} ({settings.mail_from})"
    if settings.smtp_user and not settings.smtp_starttls:
        return Finding(
            *name,
            False,
            f"{found}　パスワードが暗号化されずに送られます。SMTP_STARTTLS=1 を設定してください。",
            f"{found}: the password is sent without encryption. Set SMTP_STARTTLS=1.",
        )
    return Finding(*name, True, found, found)
