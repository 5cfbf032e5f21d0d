"""Files that people hang on a record, on a comment or on a contact: seen by whoever sees the record, and by nobody else."""
