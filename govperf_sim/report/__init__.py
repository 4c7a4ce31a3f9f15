"""What people see: figures, tables, one self-contained page, and the files of a run."""
