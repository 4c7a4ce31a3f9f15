"""Benefit of the doubt: what each unit could claim under the weights that suit it best, and how it looks to others."""
