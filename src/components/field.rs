//! Form fields with a real label and a hint that belongs to them.

use leptos::prelude::*;

/// A field for one line of text. `extra` stands beside the input, e.g. buttons.
#[component]
pub fn TextField(
    /// Unique on the page; the label and hint refer to it.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// What is typed.
    value: RwSignal<String>,
    /// `text`, `password`, `search`, `url`.
    #[prop(default = "text".into(), into)]
    kind: Signal<&'static str>,
    /// For password managers.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Explains the field.
    #[prop(optional)]
    hint: &'static str,
    /// Must be filled before the form can be sent.
    #[prop(default = true)]
    required: bool,
    /// Cannot be changed.
    #[prop(optional, into)]
    fixed: Signal<bool>,
    /// Has the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Whether `/` leads here.
    #[prop(optional)]
    search: bool,
    /// Beside the input.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="input">
                <input
                    id=id
                    type=move || kind.get()
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    required=required
                    readonly=move || fixed.get()
                    autofocus=autofocus
                    data-search=search
                    aria-describedby=described
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                />
                {children.map(|children| children())}
            </div>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> }.into_any())}
        </div>
    }
}

/// A checkbox with its label and an explanation.
#[component]
pub fn Check(
    /// Unique on the page.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// Whether it is ticked.
    value: RwSignal<bool>,
    /// Explains the choice.
    #[prop(optional)]
    hint: &'static str,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="check">
            <input
                id=id
                type="checkbox"
                aria-describedby=described
                prop:checked=move || value.get()
                on:change:target=move |event| value.set(event.target().checked())
            />
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> }.into_any())}
        </div>
    }
}
