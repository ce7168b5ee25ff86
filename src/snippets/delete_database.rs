//! Snippets of the answer “Can I just delete my database and start again?”
