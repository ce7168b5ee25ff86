//! Snippets of the answer “How do I reset a password?”
