"""Weights that can be defended: the question, the rules, the goals, and the answer with its reasons."""
