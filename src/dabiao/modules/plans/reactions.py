"""What plans does when something happens elsewhere."""
