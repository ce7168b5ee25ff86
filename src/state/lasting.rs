//! What is made by a page and outlives it, such as an opened log: one makes it here, when it is first needed, so that the
//! first load knows nothing of it.

use leptos::prelude::*;

/// The owner of the whole app.
#[derive(Clone)]
pub struct Lasting(Owner);

impl Lasting {
    /// Belongs to the component that calls it: the app.
    pub fn provide() {
        if let Some(owner) = Owner::current() {
            provide_context(Self(owner));
        }
    }

    /// The app's value of this kind, made at the first call.
    pub fn get<T: Clone + Send + Sync + 'static>(make: impl FnOnce() -> T) -> T {
        use_context().unwrap_or_else(|| {
            expect_context::<Self>().0.with(|| {
                let made = make();
                provide_context(made.clone());
                made
            })
        })
    }
}
