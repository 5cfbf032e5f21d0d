"""Facts of sales_events, in the past tense."""
