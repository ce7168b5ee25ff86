//! The browser app's entry.
#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;
    leptos::mount::mount_to_body(|| view! { <h1>"Hello"</h1> });
}
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
