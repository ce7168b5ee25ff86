//! The patterns of addresses in the [table of pages](super::table): reading by them, and writing.

use std::collections::VecDeque;

use super::query::Pairs;
use crate::model::percent;

/// What an address has where its pattern names something, and its other parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    /// One entry a name in the pattern, in its order.
    named: VecDeque<Vec<String>>,
    /// The parameters that the pattern does not name, without empty ones and `server=`.
    pub(super) pairs: Pairs,
}

impl Values {
    /// Parameters that no pattern names.
    pub(super) fn of(pairs: Pairs) -> Self {
        Self { named: VecDeque::new(), pairs }
    }
}

/// The segments of a pattern's path, and its parameters with the names of what they stand for.
fn split(pattern: &str) -> (impl Iterator<Item = &str>, impl Iterator<Item = &str>) {
    let (path, query) = pattern.split_once('?').unwrap_or((pattern, ""));
    let parameters = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(parameter, _)| parameter);
    (path.split('/').filter(|segment| !segment.is_empty()), parameters)
}

/// What a segment of a pattern is a name for; `None` when it stands for itself.
fn name(segment: &str) -> Option<&str> {
    segment.strip_prefix('<')?.strip_suffix('>')
}

/// Reads an address, already decoded; `None` when it is none of this pattern.
pub(super) fn read(pattern: &str, segments: &[String], pairs: &Pairs) -> Option<Values> {
    let (path, parameters) = split(pattern);
    let (mut named, mut given) = (VecDeque::new(), segments.iter());
    for expected in path {
        let segment = given.next()?;
        if name(expected).is_some() {
            named.push_back(vec![segment.clone()]);
        } else if expected != segment {
            return None;
        }
    }
    if given.next().is_some() {
        return None;
    }
    let mut pairs = pairs.clone().without("server");
    for parameter in parameters {
        named.push_back(pairs.texts(parameter));
        pairs = pairs.without(parameter);
    }
    Some(Values { named, pairs })
}

/// Writes an address: the path, and the parameters.
pub(super) fn write(pattern: &str, mut values: Values) -> (String, Pairs) {
    let (segments, parameters) = split(pattern);
    let mut path = String::new();
    let mut next = || values.named.pop_front().unwrap_or_default();
    for segment in segments {
        path.push('/');
        match name(segment) {
            Some(_) => path.extend(next().iter().map(|text| percent::encode(text))),
            None => path.push_str(segment),
        }
    }
    let mut pairs = Pairs::default();
    for parameter in parameters {
        next().iter().for_each(|text| pairs.push(parameter, text));
    }
    if path.is_empty() {
        path.push('/');
    }
    pairs.extend(&values.pairs);
    (path, pairs)
}

/// What a page can carry.
pub(super) trait Carried: Sized {
    /// The next of an address's values; `None` when it is odd.
    fn take(values: &mut Values) -> Option<Self>;
    /// Adds itself to an address's values.
    fn put(&self, values: &mut Values);
}

impl Carried for String {
    fn take(values: &mut Values) -> Option<Self> {
        Some(values.named.pop_front().and_then(|texts| texts.into_iter().next()).unwrap_or_default())
    }

    fn put(&self, values: &mut Values) {
        values.named.push_back(vec![self.clone()]);
    }
}

impl Carried for Vec<String> {
    fn take(values: &mut Values) -> Option<Self> {
        Some(values.named.pop_front().unwrap_or_default())
    }

    fn put(&self, values: &mut Values) {
        values.named.push_back(self.clone());
    }
}

impl Carried for Pairs {
    fn take(values: &mut Values) -> Option<Self> {
        Some(std::mem::take(&mut values.pairs))
    }

    fn put(&self, values: &mut Values) {
        values.pairs.clone_from(self);
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::route::query::Pairs;

    /// Tabs are addresses of their own, and lists may be below what they belong to.
    #[test]
    fn names_stand_anywhere() {
        let check = |pattern: &str, path: &[&str], query: &str, address: &str| {
            let path: Vec<String> = path.iter().map(|segment| (*segment).to_owned()).collect();
            let values = read(pattern, &path, &Pairs::parse(query)).unwrap();
            let (path, pairs) = write(pattern, values);
            assert_eq!(format!("{path}{}", pairs.to_query()), address);
        };
        check("", &[], "", "/");
        check("users/<user id>/devices", &["users", "@a/b:hs", "devices"], "", "/users/%40a%2Fb%3Ahs/devices");
        check(
            "rooms/<room id>/events/<event id>",
            &["rooms", "!a", "events", "$b"],
            "x=1",
            "/rooms/!a/events/%24b?x=1",
        );
        check("a?q=<q>&user=<user>...", &["a"], "user=1&z=&q=2&user=3&y=4", "/a?q=2&user=1&user=3&y=4");
    }

    #[test]
    fn another_address_is_not_taken_for_it() {
        let is_one = |pattern, path: &[&str]| {
            let path: Vec<String> = path.iter().map(|segment| (*segment).to_owned()).collect();
            read(pattern, &path, &Pairs::default()).is_some()
        };
        assert!(is_one("users/<user id>", &["users", "a"]));
        assert!(!is_one("users/<user id>", &["users"]) && !is_one("users/<user id>", &["users", "a", "b"]));
        assert!(!is_one("users/<user id>/devices", &["users", "a", "rooms"]));
        assert!(!is_one("*", &["anything"]) && !is_one("", &["anything"]));
    }
}
