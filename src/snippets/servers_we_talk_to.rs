//! Snippets of the answer “Which servers is my server talking to?”
