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
    empty = "The server lists nothing here.";
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
    odd_number(raw: &str) = "odd: {raw}";
    odd_number_hint = "No plausible number. This is what the server sent in its place.";
    odd_total(raw: &str) = "How many there are is not known: the server says “{raw}”";
    no_total = "The server does not say how many there are";
    milliseconds(formatted: &str) = "{formatted} ms";
}
