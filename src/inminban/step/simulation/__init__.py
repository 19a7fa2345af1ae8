"""One simulation: timetable, initial state, and the weeks, months and years in order."""
