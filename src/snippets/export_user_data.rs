//! Snippets of the answer “How can I export a user's data?”
