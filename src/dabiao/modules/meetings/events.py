"""Facts of meetings, in the past tense."""
