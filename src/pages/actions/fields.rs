//! The fields of an action's dialog.

use leptos::prelude::*;

use crate::actions::{Field, Filled, Kind};
use crate::browser::random;
use crate::components::{Check, TextField};
use crate::model::password::{Strength, from_random, strength};
use crate::state::boxed::derived;
use crate::state::notices::Notices;
use crate::text;

/// What is filled in, a place for each field.
#[derive(Clone, Copy)]
pub(super) struct Form {
    fields: &'static [Field],
    values: StoredValue<Vec<Value>>,
}

/// One of them is used, by the kind of the field.
#[derive(Clone, Copy)]
struct Value {
    text: RwSignal<String>,
    ticked: RwSignal<bool>,
}

impl Form {
    /// Begins empty.
    pub(super) fn new(fields: &'static [Field]) -> Self {
        let value = || Value { text: RwSignal::new(String::new()), ticked: RwSignal::new(false) };
        Self { fields, values: StoredValue::new(fields.iter().map(|_| value()).collect()) }
    }

    fn each(self) -> Vec<(Field, Value)> {
        self.values.with_value(|values| self.fields.iter().copied().zip(values.iter().copied()).collect())
    }

    /// What is filled in, tracked.
    pub(super) fn filled(self) -> Filled {
        let value = |(field, value): (Field, Value)| {
            let text = match field.kind {
                Kind::Check if value.ticked.get() => Filled::YES.to_owned(),
                Kind::Check => String::new(),
                Kind::Text | Kind::NewPassword { .. } => value.text.get(),
            };
            (field.name, text)
        };
        Filled::new(self.each().into_iter().map(value).collect())
    }

    /// Whether all is filled in that must be, tracked.
    pub(super) fn is_ready(self) -> bool {
        self.each().into_iter().all(|(field, value)| value.text.with(|text| !field.lacks(text)))
    }

    /// Forgets everything.
    pub(super) fn clear(self) {
        for (_, value) in self.each() {
            value.text.set(String::new());
            value.ticked.set(false);
        }
    }

    /// Draws the fields; the first has the focus.
    pub(super) fn view(self) -> Vec<AnyView> {
        self.each().into_iter().enumerate().map(|(place, (field, value))| drawn(field, value, place == 0)).collect()
    }
}

fn drawn(field: Field, value: Value, first: bool) -> AnyView {
    let (id, label, hint) = (field.name, (field.label)(), (field.hint)());
    match field.kind {
        Kind::Text => view! { <TextField id label value=value.text hint autofocus=first /> }.into_any(),
        Kind::NewPassword { judged } => view! { <PasswordField password=value.text in_mas=judged /> }.into_any(),
        Kind::Check => view! { <Check id label value=value.ticked hint /> }.into_any(),
    }
}

/// The field with its generator, and a judgement of what is typed.
#[component]
pub fn PasswordField(
    /// What is typed.
    password: RwSignal<String>,
    /// Matrix Authentication Service takes it, and judges it too.
    in_mas: bool,
) -> impl IntoView {
    let notices = Notices::use_();
    let shown = RwSignal::new(false);
    let generate = move |_| match random::bytes() {
        Some(bytes) => {
            password.set(from_random(bytes));
            shown.set(true);
        }
        None => notices.warn(text::users::no_random()),
    };
    let hint = move || match password.with(|password| strength(password)) {
        Strength::Empty if in_mas => text::users::strength_empty_mas(),
        Strength::Empty => text::users::strength_empty(),
        Strength::Weak => text::users::strength_weak(),
        Strength::Fair => text::users::strength_fair(),
        Strength::Strong => text::users::strength_strong(),
    };
    view! {
        <TextField
            id="new-password"
            label=text::users::new_password()
            value=password
            kind=derived(move || if shown.get() { "text" } else { "password" })
            autocomplete="new-password"
            autofocus=true
        >
            <button type="button" aria-pressed=move || if shown.get() { "true" } else { "false" } on:click=move |_| shown.update(|shown| *shown = !*shown)>
                {text::users::show()}
            </button>
            <button type="button" on:click=generate>
                {text::users::generate()}
            </button>
        </TextField>
        <p class="hint" aria-live="off">
            {hint}
        </p>
    }
}
