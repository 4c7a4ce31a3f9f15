"""A scenario as an Excel workbook: written for people to fill in, and read with everything people type."""
