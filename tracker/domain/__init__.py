"""The rules. Standard library only, no clock, no database: everything here can be checked with pencil and paper."""
