"""The column: readers' questions, drafts of answers, and the published site."""
