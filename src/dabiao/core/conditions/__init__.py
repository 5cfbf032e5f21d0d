"""One condition language: a JSON tree, true of one object exactly where its query finds that object (ADR 0007)."""
