"""The tables of the page, one file a subject: every number already rounded and every code already named."""
