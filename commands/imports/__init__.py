"""Bringing what one has: rows from a spreadsheet or a message become customers, contacts and follow-ups."""
