"""What happens in a day, week, month and spring, in order; the only room where institutions meet."""
