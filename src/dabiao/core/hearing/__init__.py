"""Words in what people said: in any spelling, however spaced out, and told from words that were denied (ADR 0034). Pure."""
