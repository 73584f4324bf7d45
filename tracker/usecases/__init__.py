"""What someone can do: one file each. A use case loads, lets the rules decide, stores, and commits once."""
