"""Facts of plans, in the past tense."""
