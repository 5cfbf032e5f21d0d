"""What keeps the database quick by itself, without a word from anybody."""
