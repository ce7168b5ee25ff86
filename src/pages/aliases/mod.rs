//! Aliases: looking one up, freeing it, pointing it elsewhere.

mod alias;
mod delete_dialog;
mod page;
mod point_dialog;

pub use alias::AliasView;
pub use delete_dialog::{AliasChange, DeleteAliasButton};
pub use page::AliasesPage;
