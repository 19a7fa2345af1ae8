"""The column: a library of testimony, claims drawn from it, questions, and answers with their sources."""
