//! The last resort: a panic stops the app for good, so it must at least say so. Plain DOM, no Leptos.

use std::panic::PanicHookInfo;

use super::dom::document;

/// Shows a banner with a way out when the app panics, and the cause on the console.
pub fn install(text: &'static str) {
    std::panic::set_hook(Box::new(move |info| report(text, info)));
}

fn report(text: &str, info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    let Some(document) = document() else { return };
    let Some(body) = document.body() else { return };
    let Ok(banner) = document.create_element("p") else { return };
    let _ = banner.set_attribute("role", "alert");
    banner.set_class_name("crashed");
    banner.set_text_content(Some(text));
    let _ = body.prepend_with_node_1(&banner);
}
