"""What visits does when something happens elsewhere."""
