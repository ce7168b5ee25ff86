//! Snippets of the answer “Which rooms are the biggest?”
