"""照会・回答状況: divisions are asked, replies come in, heads are reminded."""
