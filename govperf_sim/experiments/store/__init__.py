"""Where cells are kept: one file each, and a manifest that says what they are of."""
