//! Words that all lists share.

sentences! {
    search = "Search";
    clear = "Clear search and filters";
    rows_per_page = "Rows per page";
    previous = "Previous page";
    next = "Next page";
    first = "First page";
    sort_by = "Sort by";
    descending = "Descending";
    ascending = "Ascending";
    nothing = "Nothing matches.";
    nothing_hint = "Try fewer letters, or clear search and filters.";
    odd_row = "A row that Glia could not read:";
    filters = "Filters";
    all = "All";
    past_the_end = "There is nothing on this page; the list has become shorter.";
    pages = "Pages";
    columns = "Columns";
    columns_that_fit = "Show what fits";
    csv = "Download CSV";
    json = "Download JSON";
}

/// The exact length of a time, formatted by the caller.
#[must_use]
pub fn milliseconds(formatted: &str) -> String {
    format!("{formatted} ms")
}

/// A page behind the end of the list.
#[must_use]
pub fn none_of(total: &str) -> String {
    format!("0 of {total}")
}

/// "51–100 of 1,234": all numbers formatted by the caller.
#[must_use]
pub fn range(first: &str, last: &str, total: &str) -> String {
    format!("{first}–{last} of {total}")
}
