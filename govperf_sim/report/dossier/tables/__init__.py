"""The tables of the dossier, a module for each question."""
