//! Snippets of the answer “Which servers take part in a room?”
