//! Snippets of the answer “How do I free the alias of a room that nobody can enter?”
