"""The plan laid out as shapes in days and rows, for screen and paper."""
