"""One answerer for each kind of question: what is said first, the table, the chart, the numbers."""
