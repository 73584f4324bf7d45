"""The catalogue of administrative procedures and how far they are online."""

__version__ = "0.1.0"
