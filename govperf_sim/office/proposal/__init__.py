"""A proposed scheme as a form: what is in force beside empty cells for what is proposed and why, out to Excel and in again."""
