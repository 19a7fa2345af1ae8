"""Questions and answers: a question is understood, matched with claims, passages and a run, and answered on a page."""
