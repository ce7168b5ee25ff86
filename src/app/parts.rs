//! The parts of the app that are loaded when somebody goes there. The first load is the frame and the sign-in form;
//! `cargo xtask build` splits the rest off at the functions marked here, one a part of the table of pages
//! (`route/table.rs`), which says what each part draws.

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_split_helpers::SplitLoaderError;

use crate::api::curl;
use crate::browser::{ahead, location};
use crate::components::{ActionDialog, Part};
use crate::route::table::table;
use crate::route::{Address, Kind, Page};
use crate::state::api::Api;
use crate::state::language::with_words;
use crate::text;

/// A page, or why its part could not be loaded; `None` when the page is in another part.
type Drawn = Result<Option<AnyView>, SplitLoaderError>;

/// A part on its way.
type Loading = LocalBoxFuture<'static, Result<(), SplitLoaderError>>;

macro_rules! parts {
    (
        start { $( $(#[$_start_doc:meta])* $start:ident $_start_pattern:literal { $($_start_rest:tt)* } )* }
        $( $(#[$about:meta])* $part:ident { $(
            $(#[$_doc:meta])*
            $kind:ident $( ($($field:ident : $_carried:ty),*) )? $_pattern:literal {
                named $_name:ident;
                $( key $_key:literal $_shortcut:ident; )?
                draws $folder:ident :: $component:ident { $($prop:ident),* };
                [$($_facts:tt)*]
            }
        )* } )*
    ) => {
        $(
            $(#[$about])*
            mod $part {
                use leptos::prelude::*;
                use wasm_split_helpers::wasm_split;

                use super::{Drawn, Loading, Page, text, with_words};
                use futures_util::FutureExt as _;

                /// The part, and the words that it says.
                pub(super) fn fetch() -> Loading {
                    with_words(text::files_of(stringify!($part)), load().boxed_local())
                }

                #[wasm_split($part, fallible, preload(load))]
                // What a page reads from the address itself, it is not given.
                #[allow(unused_variables)]
                pub(super) fn draw(page: Page) -> Drawn {
                    Ok(match page {
                        $( Page::$kind $( ($($field),*) )? => {
                            use crate::pages::$folder::$component;
                            Some(view! { <$component $($prop)* /> }.into_any())
                        } )*
                        _ => None,
                    })
                }
            }
        )*

        /// What fetches the part of pages of this kind; `None`: they are here from the start.
        fn fetch_of(kind: Kind) -> Option<fn() -> Loading> {
            match kind {
                $( Kind::$start => None, )*
                $( $( Kind::$kind )|* => Some($part::fetch), )*
            }
        }

        /// All parts but the one that the app starts with.
        #[derive(Clone, Copy)]
        pub(super) struct Parts {
            $( $part: Part<Page>, )*
        }

        impl Parts {
            /// Nothing is loaded yet.
            pub(super) fn new() -> Self {
                // What has been loaded answers at once, under the owner that asks.
                Self {
                    $( $part: Part::new($part::fetch, |page| $part::draw(page).now_or_never()?.transpose()), )*
                }
            }

            /// Where pages of this kind are; `None`: they are here from the start.
            fn of(self, kind: Kind) -> Option<Part<Page>> {
                match kind {
                    $( Kind::$start => None, )*
                    $( $( Kind::$kind )|* => Some(self.$part), )*
                }
            }
        }
    };
}

table!(parts);

/// How long the app waits with its first frame for the part of its page, in ms. Locally and on a fast line the part is there
/// by then, and one frame is drawn instead of three.
const FIRST_FRAME_MS: u32 = 200;

/// What nearly all parts share stays in the first load, where nothing else would keep it: in the file of each of them it
/// would make a bookmark 5 KiB larger. Most of it is the transport, and the dialog of an action.
fn keep_what_parts_share() {
    std::hint::black_box(ActionDialog as fn(_) -> _);
    std::hint::black_box(curl::of as fn(_, _, _) -> _);
    std::hint::black_box(Api::ask as fn(_) -> _);
}

/// Waits a little for the part of the address' page, if `boot.js` is fetching it.
pub(super) async fn first() {
    keep_what_parts_share();
    let fetch = fetch_of(Address::parse(&location::hash()).page.kind()).filter(|_| ahead::is_part_coming());
    if let Some(fetch) = fetch {
        // Why it cannot be loaded, the page will say.
        let _ = select(fetch(), TimeoutFuture::new(FIRST_FRAME_MS)).await;
    }
}

impl Parts {
    /// Loads what pages of this kind need.
    pub(super) fn load(self, kind: Kind) {
        if let Some(part) = self.of(kind) {
            part.load();
        }
    }

    /// A page, tracked.
    pub(super) fn draw(self, page: Page) -> Option<AnyView> {
        self.of(page.kind()).map(|part| part.draw(page))
    }
}
