//! Snippets of the answer “Who is registered on my server?”
