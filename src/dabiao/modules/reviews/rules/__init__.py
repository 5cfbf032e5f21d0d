"""Pure rules of reviews: how a gap is split, which periods stand beside one, when a review is due."""
