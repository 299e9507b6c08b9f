"""The doors: one folder each, importing nothing of ours but the seam (commands.message)."""
