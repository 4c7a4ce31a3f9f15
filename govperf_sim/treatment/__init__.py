"""Values treated before they are scored, only when asked, and every changed cell listed."""
