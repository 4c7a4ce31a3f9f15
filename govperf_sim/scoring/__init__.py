"""From values to the score that is published: posts, scores, composites, levels, adjustments, grades, and their change."""
