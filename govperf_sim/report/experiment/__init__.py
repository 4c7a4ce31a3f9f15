"""The report of an experiment: what was asked, what was found, how sure it is, and how to play a cell again."""
