"""The report of a search: the best rules, the front to choose from, and what each policy changes against the rules as they are."""
