//! `index.html`: where somebody who unpacks an export begins.

use super::event::is_picture;
use super::{bdi, esc, href, moment, page, table};
use crate::export::manifest::{Made, Manifest};
use crate::export::python_json::Json;
use crate::model::bytes;
use crate::text::export_file as t;

/// A medium, for the gallery.
#[derive(Clone, Debug)]
pub struct Picture<'a> {
    /// Where it lies in the ZIP; `None` when its bytes are not in it.
    pub path: Option<&'a str>,
    /// The name that it came with.
    pub name: &'a str,
    /// Media type.
    pub kind: &'a str,
    /// In bytes.
    pub length: u64,
    /// Uploaded at, in ms.
    pub created_ms: i64,
}

/// How many pictures the gallery shows as such; the rest is in the table.
const GALLERY: usize = 500;

/// The first page. Devices, connections, account data and the profile are the texts that stand in the export.
#[must_use]
pub fn index(made: &Made, manifest: &Manifest, media: &[Picture], user_data: &UserData, ended_ms: i64) -> String {
    let mut body = format!("<h1>{}</h1>\n", t::titled(&bdi(&made.user_id)));
    body.push_str(&section(t::about(), &about(made, ended_ms)));
    body.push_str(&section(t::rooms(), &rooms(manifest)));
    body.push_str(&section(t::media(), &gallery(media)));
    body.push_str(&section(t::devices(), &devices(&user_data.devices)));
    body.push_str(&section(t::connections(), &connections(&user_data.connections)));
    body.push_str(&section(t::profile(), &pre(user_data.profile.as_deref())));
    body.push_str(&section(t::account_data(), &pre(user_data.global.as_deref())));
    body.push_str(&section(t::not_in_it(), &skipped(made, manifest)));
    page(&t::titled(&made.user_id), 0, &body)
}

/// The small texts of the export that the first page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct UserData {
    /// `user_data/profile`
    pub profile: Option<String>,
    /// The objects of `user_data/devices`.
    pub devices: Vec<String>,
    /// The objects of `user_data/connections`.
    pub connections: Vec<String>,
    /// `user_data/account_data/global`
    pub global: Option<String>,
}

fn section(title: &str, body: &str) -> String {
    format!("<section>\n<h2>{title}</h2>\n{body}</section>\n")
}

fn about(made: &Made, ended_ms: i64) -> String {
    let row = |name: &str, value: String| vec![esc(name), value];
    let made_at = format!("{} – {}", moment(made.begun_ms), moment(ended_ms));
    let mut rows = vec![
        row(t::user(), bdi(&made.user_id)),
        row(t::server(), bdi(&made.base_url)),
        row(t::made(), t::made_by(&made_at, env!("CARGO_PKG_VERSION"))),
        row(t::how(), esc(&made.mode_words)),
    ];
    rows.extend(made.options.iter().map(|(name, value)| row(t::option_name(name), bdi(t::option_value(value)))));
    format!("{}<p class=\"soft\">{}</p>\n", table(&["", ""], &rows), t::in_utc())
}

fn rooms(manifest: &Manifest) -> String {
    let rows: Vec<Vec<String>> = manifest
        .rooms
        .iter()
        .map(|room| {
            let link = format!("<a href=\"{}\">{}</a>", href(&room.page, 0), bdi(&room.name));
            vec![link, esc(&room.membership), room.events.to_string(), esc(&room.room_id)]
        })
        .collect();
    table(&[t::name(), t::membership(), t::events(), t::id()], &rows)
}

fn gallery(media: &[Picture]) -> String {
    let pictures = media.iter().filter(|medium| is_picture(medium.kind)).take(GALLERY);
    let shown: String = pictures
        .filter_map(|medium| {
            let link = href(medium.path?, 0);
            let name = esc(medium.name);
            let picture = format!("<img src=\"{link}\" alt=\"\" loading=\"lazy\">");
            Some(format!("<li><a href=\"{link}\">{picture}<bdi>{name}</bdi></a></li>\n"))
        })
        .collect();
    let rows: Vec<Vec<String>> = media
        .iter()
        .map(|medium| {
            let name = match medium.path {
                Some(path) => format!("<a href=\"{}\">{}</a>", href(path, 0), bdi(medium.name)),
                None => bdi(medium.name),
            };
            vec![name, esc(medium.kind), size(medium.length), moment(medium.created_ms)]
        })
        .collect();
    let gallery = if shown.is_empty() { String::new() } else { format!("<ul class=\"gallery\">\n{shown}</ul>\n") };
    gallery + &table(&[t::name(), t::kind(), t::size(), t::uploaded()], &rows)
}

fn size(length: u64) -> String {
    let (value, unit) = bytes::scaled(length);
    let digits = usize::from(unit != "bytes" && value < 100.0);
    format!("{value:.digits$} {unit}")
}

fn devices(devices: &[String]) -> String {
    let rows = devices.iter().filter_map(|device| Json::parse(device).ok()).map(|device| {
        let text = |name: &str| device.text_of(name).map(|text| bdi(&text)).unwrap_or_default();
        let seen = device.get("last_seen_ts").and_then(Json::integer).map(moment).unwrap_or_default();
        vec![text("display_name"), text("device_id"), seen, text("last_seen_ip"), text("last_seen_user_agent")]
    });
    table(&[t::name(), t::id(), t::last_seen(), t::address(), t::program()], &rows.collect::<Vec<_>>())
}

fn connections(connections: &[String]) -> String {
    let rows = connections.iter().filter_map(|connection| Json::parse(connection).ok()).map(|connection| {
        let text = |name: &str| connection.text_of(name).map(|text| bdi(&text)).unwrap_or_default();
        let seen = connection.get("last_seen").and_then(Json::integer).map(moment).unwrap_or_default();
        vec![text("ip"), seen, text("user_agent")]
    });
    table(&[t::address(), t::last_seen(), t::program()], &rows.collect::<Vec<_>>())
}

/// A JSON object, a member a line.
fn pre(text: Option<&str>) -> String {
    let Some(json) = text.and_then(|text| Json::parse(text).ok()) else {
        return format!("<p>{}</p>\n", t::none());
    };
    let lines: String =
        json.members().map(|(key, value)| format!("{}: {}\n", esc(&key.text()), esc(value.raw()))).collect();
    if lines.is_empty() { format!("<p>{}</p>\n", t::none()) } else { format!("<pre dir=\"auto\">{lines}</pre>\n") }
}

fn skipped(made: &Made, manifest: &Manifest) -> String {
    let notes: String = made.notes.iter().map(|note| format!("<li>{}</li>\n", esc(note))).collect();
    let rows: Vec<Vec<String>> = manifest
        .skipped
        .iter()
        .map(|skipped| vec![esc(&skipped.id), esc(skipped.room_id.as_deref().unwrap_or_default()), bdi(&skipped.why)])
        .collect();
    let list = if rows.is_empty() { String::new() } else { table(&[t::id(), t::rooms(), t::reason()], &rows) };
    format!("<ul>\n{notes}</ul>\n{list}")
}

#[cfg(test)]
mod tests {
    use super::{Picture, UserData, index};
    use crate::export::manifest::{Made, Manifest, RoomEntry, What};
    use crate::export::zip::Written;

    fn page(text: &str) -> String {
        let mut manifest = Manifest::default();
        let room = RoomEntry {
            room_id: text.to_owned(),
            name: text.to_owned(),
            membership: text.to_owned(),
            path: text.to_owned(),
            page: text.to_owned(),
            events: 7,
            as_admin: false,
        };
        manifest.rooms.push(room);
        manifest.wrote(text, None, &Written { length: 1, sha256: [0; 32] });
        manifest.skip(What::Media, text, Some(text), text.to_owned());
        let owned = text.to_owned();
        let made = Made {
            base_url: owned.clone(),
            user_id: owned.clone(),
            admin_id: owned.clone(),
            begun_ms: 0,
            mode: owned.clone(),
            mode_words: owned.clone(),
            notes: vec![owned.clone()],
            options: vec![(owned.clone(), owned.clone())],
        };
        let json = serde_json::json!({"display_name": text, "ip": text, "user_agent": text, "x": text}).to_string();
        let data = UserData {
            profile: Some(json.clone()),
            devices: vec![json.clone()],
            connections: vec![json.clone()],
            global: Some(json),
        };
        let medium = Picture { path: Some(text), name: text, kind: "image/png", length: 5 << 20, created_ms: 0 };
        let other = Picture { path: None, kind: text, ..medium.clone() };
        index(&made, &manifest, &[medium, other], &data, 0)
    }

    #[test]
    fn shows_everything_and_lets_nothing_out() {
        let plain = page("plain");
        for part in
            ["<a href=\"plain\"><bdi>plain</bdi></a>", "5.0 MiB", "1970-01-01 00:00:00", "<ul class=\"gallery\">"]
        {
            assert!(plain.contains(part), "{part}\n{plain}");
        }
        let hostile = page("</table><script>alert(1)</script><img src=x onerror='y'>\"");
        assert_eq!(hostile.matches('<').count(), plain.matches('<').count());
        assert!(!hostile.contains("<script") && !hostile.contains("onerror='"));
    }
}
