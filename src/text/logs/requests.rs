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
    shown(shown: &str, total: &str) = "{shown} of {total}";
    explain_what(tag: &str) = "Explain {tag}";
    ordered(order: Order) = {
        slowest: Order::Slowest => "Slowest first",
        database: Order::Database => "Most time in the database",
        waiting: Order::Waiting => "Longest wait for the database",
        cpu: Order::Cpu => "Most CPU",
        bytes: Order::Bytes => "Most sent",
        latest: Order::Latest => "Latest first",
    };
    saved(n: u64, count: &str) = { by n: one "{count} request saved.", other "{count} requests saved." };
}
