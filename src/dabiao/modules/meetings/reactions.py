"""What meetings does when something happens elsewhere."""
