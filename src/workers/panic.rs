//! The last resort: a panic stops the worker for good, so the page must hear of it.

use js_sys::{Error, Function, Reflect};

/// Makes a panic an uncaught error of the worker, with its message and place.
pub(super) fn install() {
    std::panic::set_hook(Box::new(|info| {
        let scope = js_sys::global();
        let error = Error::new(&info.to_string());
        // The trap that follows is uncaught, too, but says only "unreachable". A browser without it has that.
        if let Ok(report) = Reflect::get(&scope, &"reportError".into()).map(Function::from) {
            let _ = report.call1(&scope, &error);
        }
    }));
}
