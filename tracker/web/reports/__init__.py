"""月次報告: the papers of finished months, from their wording to what the public may read."""
