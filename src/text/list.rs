//! Words that all lists share.

sentences! {
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
    all = "All";
    past_the_end = "This page is empty; the list has become shorter.";
    pages = "Pages";
    none_of(total: &str) = "0 of {total}";
    range(first: &str, last: &str, total: &str) = "{first}–{last} of {total}";
    columns = "Columns";
    columns_that_fit = "Show what fits";
    csv = "Download CSV";
    json = "Download JSON";
    milliseconds(formatted: &str) = "{formatted} ms";
}
