"""The order in which things happen: state, county, unit, households, reckoning. The only place where institutions meet."""
