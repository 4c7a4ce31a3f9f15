"""What a set of scores, weights and assessments shows about itself, before anybody relies on it."""
