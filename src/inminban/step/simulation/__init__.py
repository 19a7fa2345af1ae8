"""One run: the timetable from the country's tables, the opening balances, and the weeks one after another."""
