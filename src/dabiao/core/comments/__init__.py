"""What colleagues say to each other on a record: seen by whoever sees it, with people called by name."""
