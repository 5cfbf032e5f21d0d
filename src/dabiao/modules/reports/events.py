"""Facts of reports, in the past tense."""
