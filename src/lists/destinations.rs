//! The servers that this one sends to. All of them are read, and searched, sorted and paged here (`api::federation::
//! overview` says why), so nothing is asked for one page.

use super::{Cell, Column, Line, ListAddress, ListState, Listed, Look, Sheet};
use crate::api::federation::{Destination, DestinationOrder, overview};
use crate::api::{Number, Row};
use crate::route::{AnswerQuery, Page, Pairs, Question};
use crate::text::answers::servers_we_talk_to as words;

/// The list of destinations.
pub struct Destinations;

impl Destinations {
    /// What the list says about itself: the destination whose rooms are shown.
    pub const ROOMS_OF: &'static str = "rooms_of";

    /// The page with this list.
    #[must_use]
    pub fn page(list: Pairs) -> Page {
        AnswerQuery { list, ..AnswerQuery::new(Question::ServersWeTalkTo) }.page()
    }

    /// The page with one destination.
    #[must_use]
    pub fn one(destination: &str) -> Page {
        Self::page(Pairs::one(Self::ROOMS_OF, destination))
    }

    /// Whatever fails first, what began to fail last at the top.
    #[must_use]
    pub fn failing_first(state: &ListState) -> ListState {
        let sort = ListAddress::of::<Self>().sort("failure_ts").unwrap_or(state.sort);
        state.sorted_anew(sort)
    }

    /// One page of those that match, and how many do.
    #[must_use]
    pub fn sheet(state: &ListState, all: &[&Destination]) -> Sheet {
        let order = state.order(&DestinationOrder::ALL);
        let found = overview::arrange(all.iter().copied(), &state.search, order, state.backwards);
        let (from, limit) = (usize::try_from(state.from), usize::try_from(state.limit));
        let rows = found.iter().skip(from.unwrap_or(usize::MAX)).take(limit.unwrap_or(usize::MAX));
        let rows: Vec<_> = rows.map(|row| Row::Good((*row).clone())).collect();
        let mut sheet = Sheet::of::<Self>(&rows, u64::try_from(found.len()).unwrap_or(u64::MAX));
        // One destination is shown beside the list, which stays as it is.
        let address = ListAddress::of::<Self>();
        for line in &mut sheet.lines {
            if let Line::Good { key, cells } = line
                && let Some(Cell::Link { page, .. }) = cells.first_mut()
            {
                *page = Self::page(address.write(&state.beside(Self::ROOMS_OF, key)));
            }
        }
        sheet
    }
}

/// Since when one fails, or that it does not.
fn failing(one: &Destination) -> Cell {
    match (one.fails(), &one.failure_ts) {
        (Some(false), _) => Cell::Flag { on: true, words: words::healthy(), tone: "good" },
        (_, Number::Missing) => Cell::Text(Some(crate::text::app::unknown().to_owned())),
        (_, since) => Cell::Time(since.clone()),
    }
}

static COLUMNS: [Column<Destination>; 6] = [
    Column::<Destination>::new("destination", words::column_server, |one| Cell::Link {
        face: None,
        id: one.destination.to_string(),
        page: Destinations::one(one.destination.as_str()),
    }),
    Column::<Destination>::new("failure_ts", words::column_failing, failing).latest_first(),
    Column::<Destination>::new("retry_last_ts", words::column_last_try, |one| {
        Cell::TimeOrNothing(one.retry_last_ts.unless_zero())
    })
    .latest_first(),
    Column::<Destination>::new("retry_interval", words::column_interval, |one| {
        Cell::Span(one.retry_interval.unless_zero())
    })
    .latest_first(),
    Column::<Destination>::new("last_successful_stream_ordering", words::column_delivered, |one| {
        Cell::CountOr(one.last_successful_stream_ordering.clone(), words::nothing_delivered())
    })
    .latest_first()
    .look(Look::Number),
    Column::<Destination>::of_acts(words::column_actions, |one| Cell::Button {
        words: one.can_be_reset().then(words::reset),
        label: words::of(words::reset(), one.destination.as_str()),
    }),
];

impl Listed for Destinations {
    type Row = Destination;
    const NAME: &'static str = "destinations";
    const KEY: &'static str = "destination";
    const SEARCH: &'static str = "destination";
    const BESIDE: &'static [&'static str] = &[Self::ROOMS_OF];

    fn columns() -> &'static [Column<Destination>] {
        &COLUMNS
    }

    fn key(row: &Destination) -> &str {
        row.destination.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::{Destinations, Number};
    use crate::api::federation::Destination;
    use crate::lists::{Cell, Line, ListAddress};
    use crate::route::{Address, Pairs};

    fn destination(name: &str, failure_ts: Option<u64>) -> Destination {
        Destination {
            destination: name.into(),
            retry_last_ts: failure_ts.unwrap_or(0).into(),
            retry_interval: 0.into(),
            failure_ts: failure_ts.map_or(Number::Missing, Number::Whole),
            last_successful_stream_ordering: Number::Missing,
        }
    }

    #[test]
    fn sorts_searches_and_pages_here() {
        let all = [
            destination("a", Some(1)),
            destination("ab", Some(3)),
            destination("b", None),
            destination("abc", Some(2)),
        ];
        let all: Vec<_> = all.iter().collect();
        let address = ListAddress::of::<Destinations>();
        let state = address.read(&Pairs::parse("destination=A&limit=25"));
        let state = Destinations::failing_first(&state);
        assert_eq!(address.write(&state).to_query(), "?destination=A&order_by=failure_ts&dir=b&limit=25");
        let sheet = Destinations::sheet(&state, &all);
        let keys: Vec<_> =
            sheet.lines.iter().map(|line| if let Line::Good { key, .. } = line { key.as_str() } else { "" }).collect();
        assert_eq!((keys, sheet.total), (vec!["ab", "abc", "a"], 3));
        assert_eq!(Destinations::sheet(&state.at(25), &all).lines, []);
        assert_eq!(Destinations::sheet(&state.at(u64::MAX), &all).total, 3);
        let Line::Good { cells, .. } = &sheet.lines[0] else { panic!() };
        let Cell::Link { page, .. } = &cells[0] else { panic!() };
        let href = Address { page: page.clone(), server: None }.href();
        assert_eq!(
            href, "#/answers/servers-we-talk-to?destination=A&order_by=failure_ts&dir=b&limit=25&rooms_of=ab",
            "the list stays as it is"
        );
        assert!(matches!(cells[5], Cell::Button { words: Some(_), .. }), "what failed can be reset");
    }

    #[test]
    fn links_lead_into_the_list() {
        let address = Address { page: Destinations::one("[::1]:8448"), server: None };
        assert_eq!(address.href(), "#/answers/servers-we-talk-to?rooms_of=%5B%3A%3A1%5D%3A8448");
        assert_eq!(Address::parse(&address.href()), address);
    }
}
