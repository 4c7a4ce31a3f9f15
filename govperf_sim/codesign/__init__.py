"""Weights and rules chosen for what units will make of them."""
