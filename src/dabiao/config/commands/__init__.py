"""What `dabiao` can do, a file per command. Django is loaded inside a command, never for the list of them."""
