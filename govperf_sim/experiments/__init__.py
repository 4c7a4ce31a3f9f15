"""Experiments: the same years again and again, under rules that differ and luck that does not."""
