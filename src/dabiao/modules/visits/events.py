"""Facts of visits, in the past tense."""
