//! Snippets of the answer “How do I make somebody a server admin?”
