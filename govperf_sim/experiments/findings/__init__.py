"""What an experiment found, read from its store."""
