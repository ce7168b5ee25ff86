//! One event as a person reads it.

use super::{bdi, esc, href};
use crate::export::event::Event;
use crate::export::python_json::Json;
use crate::model::{id, moment};
use crate::text::export_file::{self as t, Setting};

/// What is known besides the event.
pub(super) struct Around<'a> {
    /// The name of somebody; their MXID when it has none.
    pub(super) name: &'a dyn Fn(&str) -> String,
    /// Where a medium lies in the export, by its `mxc:` address.
    pub(super) medium: &'a dyn Fn(&str) -> Option<String>,
}

/// An entry of the timeline.
pub(super) fn entry(event: &Event, around: &Around) -> String {
    let name = (around.name)(&event.sender);
    let (class, said) = match said(event, around) {
        Said::Text(html) => ("text", html),
        Said::Act(words) => ("act", esc(&words)),
    };
    format!(
        "<li><time datetime=\"{}\">{}</time> <b title=\"{}\">{}</b> <span class=\"{class}\" dir=\"auto\">{said}</span></li>\n",
        moment::utc(event.at_ms),
        moment::clock(event.at_ms),
        esc(&event.sender),
        bdi(&name),
    )
}

enum Said {
    /// HTML.
    Text(String),
    /// Plain words.
    Act(String),
}

fn said(event: &Event, around: &Around) -> Said {
    let text = |name: &str| event.content_text(name);
    let setting = |what: Setting, name: &str| Said::Act(t::setting(what, &text(name).unwrap_or_default()));
    match &*event.kind {
        "m.room.message" | "m.sticker" => message(event, around),
        "m.room.encrypted" if text("algorithm").is_some() => Said::Act(t::encrypted().to_owned()),
        "m.room.member" => member(event, around),
        "m.room.create" => Said::Act(t::created().to_owned()),
        "m.room.name" => setting(Setting::Name, "name"),
        "m.room.topic" => setting(Setting::Topic, "topic"),
        "m.room.history_visibility" => setting(Setting::History, "history_visibility"),
        "m.room.join_rules" => setting(Setting::JoinRule, "join_rule"),
        "m.room.canonical_alias" => setting(Setting::Alias, "alias"),
        "m.room.redaction" => Said::Act(t::redacted(text("reason").as_deref())),
        "m.reaction" => relation(event)
            .and_then(|relation| relation.text_of("key"))
            .map_or_else(|| Said::Act(t::removed().to_owned()), |key| Said::Act(t::reacted(&key))),
        "m.room.encrypted" => Said::Act(t::removed().to_owned()),
        kind => Said::Act(kind.to_owned()),
    }
}

fn relation<'a>(event: &Event<'a>) -> Option<Json<'a>> {
    event.json.get("content")?.get("m.relates_to")
}

fn message(event: &Event, around: &Around) -> Said {
    let Some(content) = event.json.get("content").filter(|content| content.get("body").is_some()) else {
        return Said::Act(t::removed().to_owned());
    };
    let is_edit = relation(event).and_then(|relation| relation.text_of("rel_type")).as_deref() == Some("m.replace");
    let new = content.get("m.new_content").filter(|_| is_edit);
    let body = new.unwrap_or(content).text_of("body").unwrap_or_default();
    let address = content.text_of("url").or_else(|| content.get("file")?.text_of("url"));
    let mut html = if is_edit { format!("{} ", t::edited()) } else { String::new() };
    match address.as_deref().map(|address| (address, (around.medium)(address))) {
        Some((_, Some(path))) => {
            let link = href(&path, 1);
            let kind = content.get("info").and_then(|info| info.text_of("mimetype")).unwrap_or_default();
            let is_picture = is_picture(&kind) && content.get("url").is_some();
            let shown = if is_picture {
                format!("<img src=\"{link}\" alt=\"{}\" loading=\"lazy\">", esc(&body))
            } else {
                bdi(&body)
            };
            html.push_str(&format!("<a href=\"{link}\">{shown}</a>"));
        }
        Some((address, None)) => {
            html.push_str(&format!(
                "{} <span class=\"soft\">({}: {})</span>",
                esc(&body),
                t::elsewhere(),
                esc(address)
            ));
        }
        None => html.push_str(&esc(&body)),
    }
    Said::Text(html)
}

/// Pictures that browsers show and that can do nothing.
pub(super) fn is_picture(kind: &str) -> bool {
    ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"].contains(&kind)
}

fn member(event: &Event, around: &Around) -> Said {
    let whom = event.state_key.as_deref().unwrap_or_default();
    let before = event.json.get("unsigned").and_then(|unsigned| unsigned.get("prev_content")?.text_of("membership"));
    let membership = event.content_text("membership").unwrap_or_default();
    Said::Act(t::member(&membership, before.as_deref(), whom == event.sender, &(around.name)(whom)))
}

/// A name for somebody who has none.
pub(super) fn nameless(user_id: &str) -> String {
    let local = id::localpart(user_id);
    if local.is_empty() { user_id.to_owned() } else { local.to_owned() }
}
