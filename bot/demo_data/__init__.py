"""The demonstration's people, customers and stories: all made up."""
