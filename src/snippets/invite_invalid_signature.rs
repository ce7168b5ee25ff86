//! Snippets of the answer “Why can people not accept my invitations?”
