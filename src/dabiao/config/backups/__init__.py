"""One file that holds a whole installation: database, stored files, and a manifest that proves both."""
