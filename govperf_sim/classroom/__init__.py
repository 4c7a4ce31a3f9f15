"""Training: what rules do to the work of units, tried out by moving them."""
