"""What reviews does when something happens elsewhere."""
