//! Single requests.

use crate::logs::protocol::Order;

sentences! {
    title = "Requests";
    order = "Order";
    rows = "Rows";
    column_tag = "Tag";
    column_ended = "Ended";
    column_request = "Request";
    column_status = "Status";
    column_took = "Took";
    column_database = "Database";
    column_waited = "Waited";
    column_cpu = "CPU";
    column_bytes = "Sent";
    column_who = "Requester";
    explain = "Explain";
    no_tag = "lines";
    save = "Save all of them:";
    save_csv = "CSV";
    save_json = "JSON";
    save_lines = "Log lines";
    save_masks = "Saved as they are in the log, with addresses and names.";
    save_failed = "They could not be saved:";
    nothing_to_save = "there is nothing to save";
}

/// What an order is called.
#[must_use]
pub fn ordered(order: Order) -> &'static str {
    match order {
        Order::Slowest => "Slowest first",
        Order::Database => "Most time in the database",
        Order::Waiting => "Longest wait for the database",
        Order::Cpu => "Most CPU",
        Order::Bytes => "Most sent",
        Order::Latest => "Latest first",
    }
}

/// How many of how many are shown.
#[must_use]
pub fn shown(shown: &str, total: &str) -> String {
    format!("{shown} of {total}")
}

/// All of them were saved.
#[must_use]
pub fn saved(count: u64, formatted: &str) -> String {
    format!("{} saved.", crate::text::counted(count, formatted, "request", "requests"))
}

/// The accessible name of the link that explains one.
#[must_use]
pub fn explain_what(tag: &str) -> String {
    format!("Explain {tag}")
}
