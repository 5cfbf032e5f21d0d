"""Facts of quotas, in the past tense."""
