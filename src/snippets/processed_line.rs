//! Snippets of the answer “What do the fields of a “Processed request” line mean?”
