//! Discs on the page that a picture may come into: those with `data-picture`. Drawing one costs nothing but a mark; who
//! fetches the pictures is told that there is something to do.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Node};

use super::dom;

/// What a disc's picture is named in.
const PICTURE: &str = "data-picture";

thread_local! {
    static LISTENER: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// From now on this hears of every disc that is drawn.
pub fn listen(listener: Rc<dyn Fn()>) {
    LISTENER.set(Some(listener));
}

/// A disc that has a picture was drawn.
pub fn wanted() {
    let listener = LISTENER.with_borrow(Clone::clone);
    if let Some(listener) = listener {
        listener();
    }
}

/// A disc.
pub struct Disc(Element);

/// All discs that somebody can see now.
#[must_use]
pub fn in_view() -> Vec<Disc> {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default();
    let is_seen = |disc: &Disc| {
        let rect = disc.0.get_bounding_client_rect();
        rect.width() > 0.0 && rect.bottom() > 0.0 && rect.top() < height
    };
    all().into_iter().filter(is_seen).collect()
}

fn all() -> Vec<Disc> {
    let found = dom::document().and_then(|document| document.query_selector_all(&format!("[{PICTURE}]")).ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|place| Some(Disc(found.get(place)?.dyn_into().ok()?))).collect()
}

/// Takes all pictures away again.
pub fn clear() {
    for disc in all() {
        if let Some(picture) = disc.0.first_element_child() {
            picture.remove();
        }
    }
}

impl Disc {
    /// The picture that belongs into it (`mxc://…`).
    #[must_use]
    pub fn picture(&self) -> String {
        self.0.get_attribute(PICTURE).unwrap_or_default()
    }

    /// Whether nothing is in it yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.first_element_child().is_none()
    }

    /// Puts the picture at this address into it.
    pub fn show(&self, address: &str) {
        if let Some(picture) = image(address) {
            // The page's own elements cannot be refused.
            let _ = self.0.append_child(picture.as_ref() as &Node);
        }
    }
}

fn image(address: &str) -> Option<Element> {
    let image = dom::document()?.create_element("img").ok()?;
    image.set_attribute("alt", "").ok()?;
    image.set_attribute("src", address).ok()?;
    Some(image)
}

/// Whether the browser can show what is at this address, and it is no larger than this in either direction, in pixels.
pub async fn is_shown(address: &str, largest: f64) -> bool {
    let Some(image) = image(address) else { return false };
    let image: &JsValue = image.as_ref();
    let decode = Reflect::get(image, &"decode".into()).ok().and_then(|decode| decode.dyn_into::<Function>().ok());
    let decoding = decode.and_then(|decode| decode.call0(image).ok()).and_then(|it| it.dyn_into::<Promise>().ok());
    let Some(decoding) = decoding else { return false };
    if JsFuture::from(decoding).await.is_err() {
        return false;
    }
    let size = |name: &str| Reflect::get(image, &name.into()).ok().and_then(|size| size.as_f64()).unwrap_or_default();
    [size("naturalWidth"), size("naturalHeight")].iter().all(|size| (1.0..=largest).contains(size))
}

/// Whether somebody pays for every byte.
#[must_use]
pub fn saves_data() -> bool {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let connection = web_sys::window().map(|window| get(window.navigator().as_ref(), "connection"));
    connection.is_some_and(|connection| get(&connection, "saveData").is_truthy())
}
