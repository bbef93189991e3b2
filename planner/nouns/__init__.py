"""The nouns by what they are about. The rest of the house reads them from `planner.model`."""
