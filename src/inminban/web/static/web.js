// What pages do besides what htmx does: nothing yet that a page could not do without.
