"""Two clocks on one axis: calendars, schedule, clashes, templates, and the layout of all that."""
