"""Where the folders that ship with the code are, in a checkout and in an installed wheel.

In a wheel ``templates`` and ``data`` lie inside the package; in a checkout they stand beside it (see ``setup.cfg``).
"""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent
IN_CHECKOUT = not (PACKAGE / "templates").is_dir()

TEMPLATES = _CHECKOUT / "templates" if IN_CHECKOUT else PACKAGE / "templates"
DATA = _CHECKOUT / "data" if IN_CHECKOUT else PACKAGE / "data"
STATIC = PACKAGE / "static"
FONTS = STATIC / "fonts"
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"

WARD_CATALOGUE = DATA / "procedures.csv"
WARD_ORGANISATION = DATA / "organisation.csv"


def default_instance() -> Path:
    """Where the database lies unless ``TRACKER_INSTANCE`` says otherwise: in the checkout, or in the environment."""
    return _CHECKOUT / "instance" if IN_CHECKOUT else Path(sys.prefix) / "var" / "tracker-instance"
