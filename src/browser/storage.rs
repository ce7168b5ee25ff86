//! The two browser storages. Only Glia's own keys are touched: the origin may be shared with other apps.

use web_sys::Storage;

/// Every key Glia uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The signed-in sessions, as JSON.
    Sessions,
    /// `light` or `dark`; absent for automatic.
    Theme,
    /// `folded` where the side bar shows icons only; absent where it is whole.
    SideBar,
    /// `off` where pictures of users and rooms are not fetched; absent where they are.
    Pictures,
    /// The code of the language that pages speak; absent for English.
    Language,
    /// Which columns lists show, as JSON; absent while nobody has chosen.
    Columns,
    /// What this Glia is called at authorization servers, as JSON.
    OAuthClients,
    /// Homeservers that `config.json` had reached in another way when it was last read, as JSON; absent for none.
    Connections,
    /// The sign-in that this tab has left for, as JSON.
    Departure,
}

impl Key {
    /// The key as stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sessions => "glia.sessions",
            Self::Theme => "glia.theme",
            Self::SideBar => "glia.side-bar",
            Self::Pictures => "glia.pictures",
            Self::Language => "glia.language",
            Self::Columns => "glia.columns",
            Self::OAuthClients => "glia.oauth-clients",
            Self::Connections => "glia.connections",
            Self::Departure => "glia.departure",
        }
    }
}

/// Where something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Until the tab is closed.
    Tab,
    /// Until it is removed.
    Device,
}

fn storage(keep: Keep) -> Option<Storage> {
    let window = web_sys::window()?;
    match keep {
        Keep::Tab => window.session_storage().ok()?,
        Keep::Device => window.local_storage().ok()?,
    }
}

/// Reads a value; `None` also when the browser blocks storage.
#[must_use]
pub fn get(keep: Keep, key: Key) -> Option<String> {
    storage(keep)?.get_item(key.name()).ok()?
}

/// Writes a value; `false` when the browser refuses.
#[must_use]
pub fn set(keep: Keep, key: Key, value: &str) -> bool {
    storage(keep).is_some_and(|storage| storage.set_item(key.name(), value).is_ok())
}

/// Removes a value.
pub fn remove(keep: Keep, key: Key) {
    if let Some(storage) = storage(keep) {
        // Removing what a blocked storage never held cannot fail in a way that matters.
        let _ = storage.remove_item(key.name());
    }
}
