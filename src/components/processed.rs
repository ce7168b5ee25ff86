//! A “Processed request” line explained: what is unusual about the request, and its fields one by one.

use leptos::prelude::*;

use super::{Table, badge};
use crate::model::log::{Entry, Oddity, Processed};
use crate::text::answers::processed_line as words;

/// What is unusual about a request, worst first.
#[must_use]
pub fn processed_oddities(line: &Processed<'_>) -> AnyView {
    let oddities = line.oddities();
    if oddities.is_empty() {
        return view! { <p>{words::nothing_unusual()}</p> }.into_any();
    }
    view! { <ul class="findings">{oddities.into_iter().map(finding).collect_view()}</ul> }.into_any()
}

fn finding(oddity: Oddity) -> AnyView {
    let (title, meaning) = words::oddity(oddity);
    let (tone, word) = if oddity.is_warning() { ("warn", words::worth()) } else { ("", words::note()) };
    view! {
        <li class=tone>
            <h4>{title} " " {badge(word, tone)}</h4>
            <p>{meaning}</p>
        </li>
    }
    .into_any()
}

/// All fields of the line, with what they mean.
#[must_use]
pub fn processed_fields(entry: &Entry<'_>, line: &Processed<'_>) -> AnyView {
    let head = view! {
        <th scope="col">{words::column_field()}</th>
        <th scope="col">{words::column_value()}</th>
        <th scope="col">{words::column_meaning()}</th>
    }
    .into_any();
    let rows = words::all_fields(entry, line).into_iter().map(row).collect_view();
    view! {
        <p class="lead">{words::generation(line.generation)}</p>
        <div class="explained">
            <Table name=words::table() head>
                {rows}
            </Table>
        </div>
    }
    .into_any()
}

fn row(field: words::Field) -> AnyView {
    view! {
        <tr>
            <th scope="row">{field.name}</th>
            <td>
                <code>
                    <bdi>{field.value}</bdi>
                </code>
            </td>
            <td>{field.meaning}</td>
        </tr>
    }
    .into_any()
}
