"""The demo company: a believable Chinese software reseller, lived through day by day with the services people use."""
