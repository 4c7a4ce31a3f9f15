"""What ships to try the package on: published facts, and scenarios that load by name."""
