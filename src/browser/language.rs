//! The language of the page. `<html lang>` and every format of [`intl`](super::intl) take it from here.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::dom::document;

thread_local! {
    static CODE: RefCell<String> = RefCell::new("en".to_owned());
}

/// From now on the page is in this language. Before any number or time is formatted.
pub fn set(code: &str) {
    CODE.set(code.to_owned());
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // An attribute with a fixed valid name cannot be refused.
        let _ = root.set_attribute("lang", code);
    }
}

/// What `Intl` is given: the page's language, as it is written in the country that the browser is set to, if that speaks
/// it.
#[must_use]
pub fn locales() -> Array {
    let code = CODE.with_borrow(Clone::clone);
    let primary = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
    let preferred = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let own = preferred.iter().find(|tag| tag.as_string().and_then(|tag| primary(&tag)) == primary(&code));
    Array::of1(&own.unwrap_or_else(|| JsValue::from_str(&code)))
}

/// A line in the console of development builds: a language that is set but is not there is the developer's concern.
pub fn complain(words: &str) {
    if cfg!(debug_assertions) {
        web_sys::console::warn_1(&words.into());
    }
}
