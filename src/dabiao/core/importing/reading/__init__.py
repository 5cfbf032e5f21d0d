"""Reading a file of unknown making as numbered rows of text: CSV in any usual encoding, XLSX, nothing else."""
