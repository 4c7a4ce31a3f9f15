"""The report on weights that anticipate behaviour: whether to use them, and when not."""
