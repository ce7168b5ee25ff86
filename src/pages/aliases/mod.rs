//! Aliases: looking one up, freeing it, pointing it elsewhere.

mod alias;
mod buttons;
mod page;

pub use alias::AliasView;
pub use buttons::DeleteAliasButton;
pub use page::AliasesPage;
