"""What an office exchanges as files that people fill in: questionnaires, as CSV or Excel."""
