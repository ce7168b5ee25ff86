//! What the host of this Glia set (`config.json`) and what its user chose (theme).

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::storage::{self, Keep, Key};
use crate::browser::{dom, host, wire};
use crate::config::{self, Config, Mistake};
use crate::model::connection::Connections;
use crate::state::boxed::effect;
use crate::state::online;
use crate::text;

/// Light, dark, or as the system is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    Automatic,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them with the name that is stored; none is stored for automatic.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Automatic, ""), (Self::Light, "light"), (Self::Dark, "dark")];

    fn stored() -> Self {
        let name = storage::get(Keep::Device, Key::Theme).unwrap_or_default();
        Self::ALL.into_iter().find(|(_, known)| *known == name).map_or(Self::Automatic, |(theme, _)| theme)
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Automatic => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The settings of the app.
#[derive(Clone, Copy)]
pub struct Settings {
    /// `None` until the file was read (or found missing).
    config: RwSignal<Option<Config>>,
    theme: RwSignal<Theme>,
    folded: RwSignal<bool>,
    pictures: RwSignal<bool>,
}

impl Settings {
    /// Applies the theme at once and reads the file in the background: it must never hold up the first paint.
    pub fn provide() -> Self {
        let folded = RwSignal::new(storage::get(Keep::Device, Key::SideBar).is_some());
        let pictures = RwSignal::new(storage::get(Keep::Device, Key::Pictures).is_none());
        let settings = Self { config: RwSignal::new(None), theme: RwSignal::new(Theme::stored()), folded, pictures };
        dom::set_theme(settings.theme.get_untracked().name());
        // Requests that go out before the file is here take the ways that it named last.
        let known = storage::get(Keep::Device, Key::Connections);
        wire::connect(known.map(|known| config::read_connections(&known)).unwrap_or_default());
        settings.read();
        online::whenever(move || {
            if settings.config.with_untracked(|config| config.as_ref().is_some_and(Config::did_not_come)) {
                settings.read();
            }
        });
        effect(move || settings.keep_pictures());
        provide_context(settings);
        settings
    }

    fn keep_pictures(self) {
        if self.pictures.get() {
            storage::remove(Keep::Device, Key::Pictures);
        } else {
            let _ = storage::set(Keep::Device, Key::Pictures, "off");
        }
    }

    fn read(self) {
        spawn_local(async move {
            let config = read_config().await;
            // What holds while the file does not come is what it said last.
            if !config.did_not_come() {
                remember(&config.connections);
                wire::connect(config.connections.clone());
            }
            self.config.set(Some(config));
        });
    }

    /// The settings of the app that a component runs in.
    pub fn use_() -> Self {
        expect_context()
    }

    /// The host's settings, tracked; defaults while the file is being read.
    pub fn config(self) -> Config {
        self.config.get().unwrap_or_default()
    }

    /// Looks at the host's settings, tracked; at the defaults while the file is being read.
    pub fn with_config<R>(self, look: impl FnOnce(&Config) -> R) -> R {
        self.config.with(|config| match config {
            Some(config) => look(config),
            None => look(&Config::default()),
        })
    }

    /// Whether the file has been read, tracked. Nothing may be sent to a homeserver from an address before that.
    pub fn is_ready(self) -> bool {
        self.config.with(Option::is_some)
    }

    /// The name of this Glia, tracked.
    pub fn title(self) -> String {
        self.config().title.unwrap_or_else(|| text::app::name().to_owned())
    }

    /// The same without tracking, for event handlers.
    pub fn title_untracked(self) -> String {
        untrack(|| self.title())
    }

    /// Whether the side bar shows icons only, tracked.
    pub fn is_folded(self) -> bool {
        self.folded.get()
    }

    /// Folds the side bar, or unfolds it. Where the browser refuses to keep that, it lasts as long as the page.
    pub fn fold(self, folded: bool) {
        self.folded.set(folded);
        if folded {
            let _ = storage::set(Keep::Device, Key::SideBar, "folded");
        } else {
            storage::remove(Keep::Device, Key::SideBar);
        }
    }

    /// Whether the pictures of users and rooms are shown; the choice itself, which lasts as long as the page where the
    /// browser refuses to keep it.
    pub fn pictures(self) -> RwSignal<bool> {
        self.pictures
    }

    /// The theme, tracked.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Chooses a theme and remembers it. A browser that blocks storage forgets it with the tab.
    pub fn set_theme(self, theme: Theme) {
        self.theme.set(theme);
        dom::set_theme(theme.name());
        match theme.name() {
            Some(name) => {
                let _ = storage::set(Keep::Device, Key::Theme, name);
            }
            None => storage::remove(Keep::Device, Key::Theme),
        }
    }
}

/// Where the browser refuses to keep them, what is asked before the file is read goes the usual way.
fn remember(connections: &Connections) {
    if connections.0.is_empty() {
        storage::remove(Keep::Device, Key::Connections);
    } else {
        let _ = storage::set(Keep::Device, Key::Connections, &config::write_connections(connections).to_string());
    }
}

/// A missing file is no mistake; anything else that is no valid file is.
async fn read_config() -> Config {
    match wire::own_file("config.json").await {
        Ok((404, _)) => Config::default(),
        Ok((200, text)) => Config::parse(&text, host::ascii),
        Ok((status, _)) => Config::unreadable(Mistake::Status(status)),
        Err(cause) => Config::unreadable(Mistake::Unreadable(cause)),
    }
}
