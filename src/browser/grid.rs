//! The rows of a table, drawn without the framework: all cells are of a few shapes, new rows are copies of the first, and
//! what changes is written into the elements that are there. Sorting 100 rows then touches only texts and attributes.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, Node};

use super::{dom, pictures};
use crate::model::avatar::Face;

/// What a cell shows. Texts are texts, never markup.
pub enum Ink {
    /// A text, perhaps with a longer one in the tooltip.
    Text(String, Option<String>),
    /// A link.
    Link {
        /// What stands before it.
        face: Option<Face>,
        /// Where to.
        href: String,
        /// Its text.
        text: String,
        /// The whole of it, for the tooltip and the clipboard.
        title: String,
        /// Its name for assistive technology, when that is not its text.
        label: Option<String>,
        /// Its style.
        class: &'static str,
    },
    /// A point in time: the machine's form, and words. The exact one comes when somebody points at it.
    Time(String, String),
    /// Words in a coloured pill.
    Badge(&'static str, &'static str),
    /// What stands in place of a value, and what that means.
    Odd(String, &'static str),
    /// A button, with its text, its name for assistive technology, and what it is about.
    Button(&'static str, String, String),
    /// Nothing.
    Nothing,
}

/// What the cells of a column have in common.
pub struct Style {
    /// Their class.
    pub class: &'static str,
    /// The column's name, which cards show beside each cell.
    pub label: &'static str,
}

/// A body of a table.
pub struct Grid {
    body: Element,
    columns: Vec<Style>,
    /// Rows lie below each other as cards, where browsers forget that this is a table.
    cards: bool,
    rows: Vec<Row>,
}

struct Row {
    element: Element,
    /// None: a row that could not be read.
    cells: Vec<Element>,
}

impl Grid {
    /// An empty body with these columns. The first names the row.
    #[must_use]
    pub fn new(body: Element, columns: Vec<Style>, cards: bool) -> Self {
        body.set_text_content(None);
        Self { body, columns, cards, rows: Vec::new() }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes all rows behind this many away.
    pub fn truncate(&mut self, rows: usize) {
        for row in self.rows.drain(rows.min(self.rows.len())..) {
            row.element.remove();
        }
    }

    /// Puts an empty row, or a copy of another one with all that stands in it, to this place: at the end, or over what was
    /// there.
    pub fn put(&mut self, place: usize, copy_of: Option<usize>) -> Option<()> {
        let copied = copy_of.and_then(|row| self.rows.get(row)?.element.clone_node_with_deep(true).ok());
        let element = match copied {
            Some(copy) => copy.dyn_into().ok()?,
            None => self.blank()?,
        };
        let mut cells = Vec::with_capacity(self.columns.len());
        let mut next = element.first_element_child();
        while let Some(cell) = next {
            next = cell.next_element_sibling();
            cells.push(cell);
        }
        self.place(place, Row { element, cells })
    }

    /// Puts a row of one wide cell to this place: words, and what the server sent.
    pub fn put_odd(&mut self, place: usize, words: &str, evidence: &str) -> Option<()> {
        let document = dom::document()?;
        let element = make(&document, "tr", &[("class", "odd")])?;
        let cell = make(&document, "td", &[("colspan", "99")])?;
        if self.cards {
            set(&element, "role", "row");
            set(&cell, "role", "cell");
        }
        let code = make(&document, "code", &[])?;
        code.set_text_content(Some(evidence));
        cell.set_text_content(Some(words));
        cell.append_child(&code).ok()?;
        element.append_child(&cell).ok()?;
        self.place(place, Row { element, cells: Vec::new() })
    }

    fn place(&mut self, place: usize, row: Row) -> Option<()> {
        match self.rows.get_mut(place) {
            Some(old) => {
                self.body.replace_child(&row.element, &old.element).ok()?;
                *old = row;
            }
            None => {
                self.body.append_child(&row.element).ok()?;
                self.rows.push(row);
            }
        }
        Some(())
    }

    fn blank(&self) -> Option<Element> {
        let document = dom::document()?;
        let row = make(&document, "tr", &[])?;
        if self.cards {
            set(&row, "role", "row");
        }
        for (place, Style { class, label }) in self.columns.iter().enumerate() {
            let cell = match place {
                0 => make(&document, "th", &[("scope", "row")])?,
                _ => make(&document, "td", &[])?,
            };
            if !class.is_empty() {
                set(&cell, "class", class);
            }
            if self.cards {
                set(&cell, "role", if place == 0 { "rowheader" } else { "cell" });
                set(&cell, "data-label", label);
            }
            row.append_child(&cell).ok()?;
        }
        Some(row)
    }

    /// Draws a cell. `patch`: what stands in it now is of the same shape. A place that is not there is left alone.
    pub fn paint(&self, row: usize, column: usize, ink: &Ink, patch: bool) {
        if let Some(cell) = self.rows.get(row).and_then(|row| row.cells.get(column)) {
            // The page's own elements cannot be refused.
            let _ = paint(cell, ink, patch);
        }
    }
}

fn make(document: &Document, name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    for (name, value) in attributes {
        set(&element, name, value);
    }
    Some(element)
}

/// Attributes with fixed valid names cannot be refused.
fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

fn set_maybe(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) => set(element, name, value),
        None => {
            let _ = element.remove_attribute(name);
        }
    }
}

/// The element in a cell, made when there is none to be patched.
fn inner(cell: &Element, name: &str, patch: bool) -> Option<Element> {
    if patch && let Some(found) = cell.first_element_child() {
        return Some(found);
    }
    cell.set_text_content(None);
    let _ = cell.remove_attribute("title");
    let made = dom::document()?.create_element(name).ok()?;
    cell.append_child(&made).ok()?;
    Some(made)
}

/// The link in a cell that has a face before it.
fn beside(cell: &Element, face: &Face, patch: bool) -> Option<Element> {
    let disc = inner(cell, "span", patch)?;
    set(&disc, "class", &face.classes());
    // Whatever picture it had, it has no more.
    disc.set_text_content(Some(&face.initials));
    match &face.picture {
        Some(picture) => {
            set(&disc, "data-picture", picture.as_str());
            pictures::wanted();
        }
        None => set_maybe(&disc, "data-picture", None),
    }
    if patch && let Some(link) = disc.next_element_sibling() {
        return Some(link);
    }
    set(&disc, "aria-hidden", "true");
    let link = dom::document()?.create_element("a").ok()?;
    cell.append_child(&link).ok()?;
    Some(link)
}

fn write(element: &Element, text: &str) {
    match element.first_child() {
        // Changing a text node keeps it in its place.
        Some(node) if node.node_type() == Node::TEXT_NODE => node.set_node_value(Some(text)),
        _ => element.set_text_content(Some(text)),
    }
}

fn paint(cell: &Element, ink: &Ink, patch: bool) -> Option<()> {
    match ink {
        Ink::Nothing => {
            cell.set_text_content(None);
            let _ = cell.remove_attribute("title");
        }
        Ink::Text(text, title) => {
            if patch {
                write(cell, text);
            } else {
                cell.set_text_content(Some(text));
            }
            set_maybe(cell, "title", title.as_deref());
        }
        Ink::Link { face, href, text, title, label, class } => {
            let link = match face {
                Some(face) => beside(cell, face, patch)?,
                None => inner(cell, "a", patch)?,
            };
            set(&link, "href", href);
            set(&link, "title", title);
            set_maybe(&link, "aria-label", label.as_deref());
            if !patch {
                set(&link, "data-row", "");
            }
            set_maybe(&link, "class", Some(*class).filter(|class| !class.is_empty()));
            write(&link, text);
        }
        Ink::Time(machine, words) => {
            let time = inner(cell, "time", patch)?;
            set(&time, "datetime", machine);
            write(&time, words);
        }
        Ink::Badge(words, tone) => {
            let badge = inner(cell, "span", patch)?;
            set(&badge, "class", &format!("badge {tone}"));
            write(&badge, words);
        }
        Ink::Odd(words, hint) => {
            let badge = inner(cell, "span", patch)?;
            set(&badge, "class", "badge warn");
            set(&badge, "title", hint);
            write(&badge, words);
        }
        Ink::Button(words, label, about) => {
            let button = inner(cell, "button", patch)?;
            set(&button, "type", "button");
            set(&button, "aria-label", label);
            set(&button, "data-about", about);
            write(&button, words);
        }
    }
    Some(())
}
