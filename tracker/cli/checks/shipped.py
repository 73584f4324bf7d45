"""What must have come with the program: fonts, pages, migrations, translations, the ward's catalogue."""

from collections.abc import Iterator
from pathlib import Path

from tracker import files
from tracker.cli.checks import Finding

FONTS = tuple(f"noto-sans-jp-{weight}.{form}" for weight in (400, 700) for form in ("ttf", "woff2"))
SHIPPED = (
    ("fonts", "フォント", "Fonts", files.FONTS, FONTS),
    ("templates", "画面のひな型", "Templates", files.TEMPLATES, ("base.html",)),
    ("data", "区の台帳", "The ward's catalogue", files.DATA, ("procedures.csv", "organisation.csv")),
    ("migration files", "データベースの移行手順", "Migrations", files.MIGRATIONS, ("env.py", "versions")),
    ("translations", "英語の翻訳", "Translations", files.TRANSLATIONS, ("en/LC_MESSAGES/messages.mo",)),
)


def files_present() -> Iterator[Finding]:
    """Each folder with the files without which something would not work."""
    for key, ja, en, folder, names in SHIPPED:
        missing = [name for name in names if not _is_there(folder / name)]
        listed = ", ".join(missing)
        yield Finding(
            key,
            ja,
            en,
            not missing,
            f"{folder} に {listed} がありません。インストールし直してください。" if missing else "そろっています",
            f"{listed} missing in {folder}. Install the program again." if missing else "complete",
        )


def _is_there(path: Path) -> bool:
    return path.is_dir() or (path.is_file() and path.stat().st_size > 0)
