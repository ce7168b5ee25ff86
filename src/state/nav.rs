//! The current address as a signal, and how to get to another one.

use leptos::prelude::*;

use crate::browser::{host, location};
use crate::route::{Address, Page};

/// The address bar. The page comes from it and goes into it; there is no second copy.
#[derive(Clone, Copy)]
pub struct Nav {
    address: RwSignal<Address>,
}

impl Nav {
    /// Reads the address bar from now on.
    pub fn provide() -> Self {
        let nav = Self { address: RwSignal::new(Address::parse(&location::hash())) };
        location::on_change(move || {
            let next = Address::parse(&location::hash());
            if nav.address.with_untracked(|now| *now != next) {
                nav.address.set(next);
            }
        });
        provide_context(nav);
        nav
    }

    /// The address of the app that a component runs in.
    pub fn use_() -> Self {
        expect_context()
    }

    /// The whole address, tracked.
    pub fn address(self) -> Address {
        self.address.get()
    }

    /// The page, tracked. See [`Page::kind`] for what the table of pages says about it.
    pub fn page(self) -> Page {
        self.address.with(|address| address.page.clone())
    }

    /// Whether this is the address with that hash, tracked.
    pub fn is_at(self, hash: &str) -> bool {
        self.address.with(|address| *address == Address::parse(hash))
    }

    /// `server=`, with an international name as Matrix knows it; tracked.
    pub fn server(self) -> Option<String> {
        self.address.with(|address| address.server.as_deref().map(host::ascii))
    }

    /// A link to a page that stays on the same `server=`.
    pub fn href(self, page: Page) -> String {
        Address { page, server: self.address.with_untracked(|address| address.server.clone()) }.href()
    }

    /// Goes to a page; the back button returns.
    pub fn go(self, page: Page) {
        location::push(&self.href(page));
    }

    /// Goes to another address, perhaps of another server; the back button returns.
    pub fn go_to(self, address: &Address) {
        location::push(&address.href());
    }

    /// Goes to a page in place of this one.
    pub fn replace(self, page: Page) {
        location::replace(&self.href(page));
    }

    /// Goes to another address in place of this one.
    pub fn replace_address(self, address: &Address) {
        location::replace(&address.href());
    }
}
