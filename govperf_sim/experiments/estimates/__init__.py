"""What replications tell: intervals, when there are enough of them, and which policy is best."""
