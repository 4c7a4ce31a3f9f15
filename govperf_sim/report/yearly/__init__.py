"""The papers of the assessment year: scorecards of units, the stage report of June, the report at the end of the year."""
