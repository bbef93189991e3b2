"""The organisations' clocks: calendars, holidays, periods that repeat, and counting in working days."""
