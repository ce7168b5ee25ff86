//! A room's timeline: a page for every thousand events, so that none is too large for a browser.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::{Around, entry, nameless};
use super::{bdi, esc, href, page};
use crate::export::event::Event;
use crate::export::python_json::Json;
use crate::model::{id, moment};
use crate::text::export_file as t;

/// How many names of people are remembered in a room; of others the MXID's localpart is shown.
const NAMES: usize = 20_000;

/// How many events a page has at most.
const PAGE: u64 = 1000;

/// What is made of a room's events while they go by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// What people call themselves.
    names: BTreeMap<String, String>,
    /// The room's name, once an event has told.
    name: Option<String>,
    alias: Option<String>,
    /// The page at hand, which is written when it is known whether there is another.
    body: String,
    /// Events on it.
    on_page: u64,
    /// Pages that are written.
    pages: u64,
    day: i64,
    /// Events that are told.
    pub events: u64,
}

/// A page that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path in the ZIP.
    pub path: String,
    /// HTML.
    pub html: String,
}

impl Timeline {
    /// The next event.
    pub fn add(&mut self, event: &Event, medium: &dyn Fn(&str) -> Option<String>) {
        self.learn(event);
        let day = event.at_ms.div_euclid(86_400_000);
        if self.body.is_empty() || self.day != day {
            if !self.body.is_empty() {
                self.body.push_str("</ol>\n");
            }
            self.body.push_str(&format!("<h3>{}</h3>\n<ol class=\"timeline\">\n", moment::day(event.at_ms)));
            self.day = day;
        }
        let names = &self.names;
        let name = |user_id: &str| names.get(user_id).cloned().unwrap_or_else(|| nameless(user_id));
        self.body.push_str(&entry(event, &Around { name: &name, medium }));
        self.events += 1;
        self.on_page += 1;
    }

    fn learn(&mut self, event: &Event) {
        let text = |name: &str| event.content_text(name).filter(|text| !text.is_empty()).map(|text| text.into_owned());
        match (&*event.kind, event.state_key.as_deref()) {
            ("m.room.member", Some(user_id))
                if event.content_text("membership").as_deref() == Some("join")
                    && (self.names.len() < NAMES || self.names.contains_key(user_id)) =>
            {
                let name = text("displayname").unwrap_or_else(|| nameless(user_id));
                self.names.insert(user_id.to_owned(), name.chars().take(200).collect());
            }
            ("m.room.name", Some("")) => self.name = text("name"),
            ("m.room.canonical_alias", Some("")) => self.alias = text("alias"),
            _ => {}
        }
    }

    /// What the room is called: by its name, its address, or the people in it, as clients do.
    #[must_use]
    pub fn name(&self, user_id: &str) -> String {
        let shown = self.name.clone().or_else(|| self.alias.clone());
        shown.unwrap_or_else(|| {
            let others = self.names.iter().filter(|(other, _)| *other != user_id);
            t::unnamed(&others.map(|(_, name)| name.clone()).take(4).collect::<Vec<_>>())
        })
    }

    /// The page at hand, which is full or the last.
    pub fn turn(&mut self, number: usize, room_id: &str, user_id: &str, is_last: bool) -> Page {
        let name = self.name(user_id);
        let mut body = format!("<nav><a href=\"{}\">{}</a>", href("index.html", 1), t::to_overview());
        let mut links = String::new();
        if self.pages > 0 {
            links.push_str(&format!("<a href=\"{}\">{}</a>", href(&file(number, self.pages - 1), 0), t::earlier()));
        }
        if !is_last {
            links.push_str(&format!("<a href=\"{}\">{}</a>", href(&file(number, self.pages + 1), 0), t::later()));
        }
        body.push_str(&format!("{links}</nav>\n<h1>{}</h1>\n<p class=\"soft\">{}", bdi(&name), esc(room_id)));
        if self.pages > 0 || !is_last {
            body.push_str(&format!(" · {}", t::page(self.pages + 1)));
        }
        body.push_str(&format!(" · {}</p>\n{}", t::in_utc(), std::mem::take(&mut self.body)));
        body.push_str(&if self.events > 0 { "</ol>\n".to_owned() } else { format!("<p>{}</p>\n", t::none()) });
        body.push_str(&format!("<nav>{links}</nav>\n"));
        let path = format!("html/{}", file(number, self.pages));
        self.pages += 1;
        self.on_page = 0;
        Page { path, html: page(&name, 1, &body) }
    }

    /// Whether the next event belongs on another page.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.on_page >= PAGE
    }

    /// Learns names from a stripped event, which has no time of its own.
    pub fn learn_stripped(&mut self, event: Json) {
        if let (Some(kind), Some(sender)) = (event.text_of("type"), event.text_of("sender")) {
            let state_key = event.text_of("state_key");
            self.learn(&Event { json: event, id: "".into(), kind, sender, state_key, at_ms: 0 });
        }
    }
}

/// The name of a page: `room-0007.html`, `room-0007-2.html`, …
fn file(number: usize, page: u64) -> String {
    let number = number + 1;
    if page == 0 { format!("room-{number:04}.html") } else { format!("room-{number:04}-{}.html", page + 1) }
}

/// The path of a room's first page in the ZIP.
#[must_use]
pub fn first_page(number: usize) -> String {
    format!("html/{}", file(number, 0))
}

/// The media id in an `mxc:` address of this server.
#[must_use]
pub fn own_media_id<'a>(address: &'a str, user_id: &str) -> Option<&'a str> {
    let (server, media_id) = address.strip_prefix("mxc://")?.split_once('/')?;
    (id::server(user_id) == Some(server)).then_some(media_id)
}

#[cfg(test)]
mod tests {
    use super::{Json, Timeline, own_media_id};
    use crate::export::event::Event;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn add(timeline: &mut Timeline, event: &Value) {
        let text = event.to_string();
        let event = Event::read(Json::parse(&text).unwrap()).unwrap();
        timeline.add(&event, &|address| own_media_id(address, "@a:hs").map(|id| format!("media/{id} \"x\".png")));
    }

    fn event(kind: &str, key: Option<&str>, content: Value, at: i64) -> Value {
        let mut event = json!({"event_id": "$e", "type": kind, "sender": "@a:hs", "content": content,
            "origin_server_ts": at});
        if let Some(key) = key {
            event["state_key"] = json!(key);
        }
        event
    }

    #[test]
    fn reads_like_a_conversation() {
        let mut timeline = Timeline::default();
        let day = 86_400_000;
        add(
            &mut timeline,
            &event("m.room.member", Some("@a:hs"), json!({"membership": "join", "displayname": "A <3"}), 0),
        );
        add(&mut timeline, &event("m.room.name", Some(""), json!({"name": "Rübe & Co"}), 1));
        add(
            &mut timeline,
            &event("m.room.message", None, json!({"body": "hello <b>\nworld", "msgtype": "m.text"}), day),
        );
        let edit =
            json!({"body": "* x", "m.new_content": {"body": "better"}, "m.relates_to": {"rel_type": "m.replace"}});
        add(&mut timeline, &event("m.room.message", None, edit, day));
        add(&mut timeline, &event("m.room.message", None, json!({}), day));
        let picture = json!({"body": "cat\">", "url": "mxc://hs/abc", "info": {"mimetype": "image/png"}});
        add(&mut timeline, &event("m.room.message", None, picture, day));
        add(&mut timeline, &event("m.room.message", None, json!({"body": "f", "url": "mxc://other/abc"}), day));
        let first = timeline.turn(6, "!r:hs", "@b:hs", false);
        assert_eq!(first.path, "html/room-0007.html");
        for part in [
            "<h1><bdi>Rübe &amp; Co</bdi></h1>",
            "href=\"room-0007-2.html\"",
            "<h3>1970-01-02</h3>",
            "<b title=\"@a:hs\"><bdi>A &lt;3</bdi></b> <span class=\"act\" dir=\"auto\">joined</span>",
            "hello &lt;b&gt;\nworld",
            "Edited: better",
            "Removed message",
            "<img src=\"../media/abc%20%22x%22.png\" alt=\"cat&quot;&gt;\" loading=\"lazy\">",
            "mxc://other/abc",
        ] {
            assert!(first.html.contains(part), "{part}\n{}", first.html);
        }
        add(&mut timeline, &event("com.example", None, json!({}), day));
        let last = timeline.turn(6, "!r:hs", "@b:hs", true);
        assert_eq!(last.path, "html/room-0007-2.html");
        assert!(last.html.contains("href=\"room-0007.html\"") && !last.html.contains("room-0007-3"));
    }

    #[test]
    fn rooms_without_a_name_are_called_by_their_people() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.name("@a:hs"), "Room without a name");
        for user in ["@a:hs", "@b:hs"] {
            add(&mut timeline, &event("m.room.member", Some(user), json!({"membership": "join"}), 0));
        }
        assert_eq!(timeline.name("@a:hs"), "b");
    }

    proptest! {
        /// Whatever people write, the page has exactly the elements that it always has.
        #[test]
        fn nothing_is_injected(texts in prop::collection::vec("[<>&\"' a-z/=!-]{0,20}|.{0,40}", 8)) {
            let html = |texts: &[String]| {
                let mut timeline = Timeline::default();
                let [a, b, c, d, e, f, g, h] = texts else { unreachable!() };
                let mut odd = event("m.room.message", None, json!({"body": a, "url": b, "info": {"mimetype": c}}), 5);
                odd["sender"] = json!(d);
                add(&mut timeline, &odd);
                add(&mut timeline, &event("m.room.member", Some(e), json!({"membership": "join", "displayname": f}), 5));
                add(&mut timeline, &event("m.room.name", Some(""), json!({"name": g}), 5));
                add(&mut timeline, &event(&format!("x{h}"), None, json!({}), 5));
                timeline.turn(0, h, g, true).html
            };
            let tags = |html: &str| html.split('<').skip(1).map(|tag| {
                tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '!').next().unwrap().to_owned()
            }).collect::<Vec<_>>();
            let plain: Vec<String> = (0..8).map(|number| format!("t{number}")).collect();
            prop_assert_eq!(tags(&html(&texts)), tags(&html(&plain)));
        }
    }
}
