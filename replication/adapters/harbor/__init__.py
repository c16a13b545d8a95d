"""Harbor, and whatever speaks its API, as this product does."""
