"""The forms in which a report is printed: each module sets one, and adds nothing to what the report says."""
