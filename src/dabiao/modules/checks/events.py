"""Facts of checks, in the past tense."""
