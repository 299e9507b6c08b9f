"""The third schema's parts."""
