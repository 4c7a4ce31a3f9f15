"""How far a result can be trusted: which conclusions hold whatever the admissible weights."""
