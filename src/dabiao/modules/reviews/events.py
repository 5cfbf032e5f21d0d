"""Facts of reviews, in the past tense."""
