"""Figures, one file a subject, from plain frames; only these files and ``fonts.py`` know matplotlib."""
