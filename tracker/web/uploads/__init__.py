"""台帳の取込み: a file is sent, read, shown in what it changes, and then taken in or not."""
