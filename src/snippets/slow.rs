//! Snippets of the answer “Why is Synapse slow or eating memory?”
