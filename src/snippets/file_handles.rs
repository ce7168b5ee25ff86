//! Snippets of the answer “Why does Synapse run out of file handles?”
