//! Snippets of the answer “How do I find the log lines of one request?”
