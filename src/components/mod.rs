//! What pages are drawn with. A component knows neither session nor endpoints: it gets values and callbacks.

mod badge;
mod copy;
mod dialog;
mod error;
mod facts;
mod field;
mod filter;
mod id;
mod load;
mod notices;
mod page_head;
mod pager;
mod search;
mod table;
mod time;

pub use badge::badge;
pub use copy::{copy_button, snippet};
pub use dialog::{ActionDialog, Dialog};
pub use error::{ErrorPanel, Explanation};
pub use facts::{fact, facts, yes_no};
pub use field::{Check, TextField};
pub use filter::FilterSelect;
pub use id::{id_link, id_text};
pub use load::Load;
pub use notices::NoticeRegion;
pub use page_head::PageHead;
pub use pager::{PageLinks, Pager};
pub use search::SearchBox;
pub use table::{OddTableRow, SortHeader, Table, empty_list, number_cell, text_cell};
pub use time::ago;
