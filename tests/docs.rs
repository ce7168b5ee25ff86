//! What the documentation says is compared with the source, so that neither can change alone.
//!
//! What belongs to this crate is asked (snippets, addresses, `config.json`); what belongs to `xtask` is read as text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use glia::api::federation::DestinationOrder;
use glia::api::rooms::RoomOrder;
use glia::api::users::UserOrder;
use glia::config::{Allowed, Config};
use glia::lists::ListAddress;
use glia::lists::destinations::Destinations;
use glia::lists::rooms::Rooms;
use glia::lists::users::Users;
use glia::route::{
    Address, AnswerQuery, DEFAULT_SLOW_MS, EndpointOrder, Kind, LogsQuery, LogsTab, PAGE_SIZES, Page, Pairs, Question,
    REQUEST_LIMITS, REQUEST_ORDERS, read_status,
};
use glia::snippets::proxy;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The part of a document below a heading, up to the next heading of this level or a higher one.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading:?}"));
    let level = |line: &str| line.split_once(' ').map_or(0, |(marks, _)| marks.len());
    let (mut end, mut in_block) = (0, false);
    for line in rest.split_inclusive('\n') {
        in_block ^= line.starts_with("```");
        // In a block, a line with such a beginning is a comment.
        if line.starts_with('#') && !in_block && level(line) <= level(heading) {
            break;
        }
        end += line.len();
    }
    &rest[..end]
}

/// The cells of the first table in a text, without its head.
fn table(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let rows: Vec<_> = rows.skip(2).map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect()).collect();
    assert!(!rows.is_empty(), "no table in {text:?}");
    rows
}

/// What stands in backticks, in its order.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Fenced blocks: their language and their text.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (language, after) = after.split_once('\n').expect("a block has lines");
        let (block, after) = after.split_once("\n```").expect("a block ends");
        found.push((language, block));
        rest = after;
    }
    found
}

/// What stands behind a text, up to the first character that ends a Rust literal or name.
fn after<'a>(source: &'a str, start: &str) -> &'a str {
    let (_, rest) = source.split_once(start).unwrap_or_else(|| panic!("no {start:?}: tell this test where it went"));
    rest.split([';', ')', ',', ']', '"', '\n']).next().unwrap_or_default().trim()
}

#[test]
fn proxies_are_configured_as_the_doctor_says() {
    let text = read("docs/reverse-proxies.md");
    let offered = [proxy::proxies("matrix.example.org"), proxy::well_known("https://matrix.example.org")].concat();
    let offered: Vec<&str> = offered.iter().map(|snippet| snippet.code.as_str()).collect();
    let written: Vec<&str> =
        blocks(&text).into_iter().filter(|(language, _)| *language != "sh").map(|(_, block)| block).collect();
    assert_eq!(written, offered, "Copy what src/snippets/proxy.rs says, in its order.");
}

#[test]
fn each_web_server_sends_the_headers() {
    let text = read("docs/hosting.md");
    for server in ["## nginx", "## Caddy", "## Apache"] {
        let block = blocks(section(&text, server))[0].1;
        for row in table(section(&text, "## Headers")) {
            let name = row[0].trim_matches('`');
            let line = |value: &str| block.lines().any(|line| line.contains(name) && line.contains(value));
            // nginx chooses among caching rules by a variable.
            assert!(line("") && code(row[1]).all(|value| line(value) || block.contains(value)), "{server}: {name}");
        }
        assert!(block.contains(r"-[0-9a-f]{13,16}(_bg)?\.(js|wasm|css)"), "{server}: which names have a hash");
    }
}

#[test]
fn every_setting_is_explained() {
    let text = read("docs/hosting.md");
    let section = section(&text, "## config.json");
    let (_, example) = blocks(section)[0];
    let config = Config::parse(example, str::to_owned);
    // A new setting ends here: it belongs into the example and into the table.
    let Config { default_homeserver, allowed, title, oauth_client_ids, connections, sample_log, mistakes } = config;
    assert_eq!(mistakes, []);
    assert!(default_homeserver.is_some() && title.is_some() && sample_log.is_some() && !oauth_client_ids.is_empty());
    assert_eq!(connections.0.len(), 1);
    assert!(matches!(allowed, Allowed::Only(list) if list.len() == 2));
    let example: serde_json::Map<String, serde_json::Value> = serde_json::from_str(example).unwrap();
    let explained: BTreeSet<&str> = table(section).into_iter().map(|row| row[0].trim_matches('`')).collect();
    assert_eq!(explained, example.keys().map(String::as_str).collect());
    assert_eq!(Config::parse(&read("public/config.json"), str::to_owned).mistakes, []);
}

/// An address of the documentation, with something in place of `<user id>` and its like.
fn example(pattern: &str) -> String {
    match (pattern.split_once('<'), pattern.rsplit_once('>')) {
        (Some((before, _)), Some((_, behind))) => format!("{before}%21a%2Fb%3Ahs.example{behind}"),
        _ => pattern.to_owned(),
    }
}

/// Everything that an address says.
fn meaning(address: &str) -> String {
    let page = Address::parse(address).page;
    let list = |address: ListAddress, pairs: &Pairs| format!("{:?}", address.read(pairs));
    match (&page, page.kind().row().answers) {
        (Page::Users(pairs), _) => list(ListAddress::of::<Users>(), pairs),
        (Page::Rooms(pairs), _) => list(ListAddress::of::<Rooms>(), pairs),
        (Page::Logs(pairs), _) => format!("{:?}", LogsQuery::read(pairs)),
        (_, Some(question)) => AnswerQuery::of(question, &page)
            .map(|answer| answer.about + &list(ListAddress::of::<Destinations>(), &answer.list))
            .unwrap_or_default(),
        _ => format!("{page:?}"),
    }
}

#[test]
fn every_address_leads_to_its_page() {
    let text = read("docs/addresses.md");
    let mut kinds = Vec::new();
    for row in table(section(&text, "## Pages")) {
        let address = example(row[0].trim_matches('`'));
        let kind = Address::parse(&address).page.kind();
        assert!(kind != Kind::NotFound && kind.row().answers.is_none(), "{address}");
        assert!(!kinds.contains(&kind), "{address} is there twice");
        kinds.push(kind);
    }
    let answers = table(section(&text, "## Answers"));
    for (row, question) in answers.iter().zip(Question::ALL) {
        let kind = Address::parse(row[0].trim_matches('`')).page.kind();
        assert_eq!(kind.row().answers, Some(question));
        kinds.push(kind);
    }
    assert_eq!(answers.len(), Question::ALL.len());
    for kind in Kind::ALL {
        assert!(kinds.contains(kind) || *kind == Kind::NotFound, "{kind:?} is missing in docs/addresses.md");
    }
}

#[test]
fn every_parameter_means_something() {
    // One of these is a value of any parameter that is not its default.
    let values =
        ["x", "b", "f", "25", "true", "false", "creation_ts", "version", "failure_ts", "find", "latest", "max"];
    let more = ["404", "2026-11-25T15:08:27.996", "0-7"];
    let text = read("docs/addresses.md");
    for row in [table(section(&text, "## Pages")), table(section(&text, "## Answers"))].concat() {
        let address = example(row[0].trim_matches('`'));
        let Some((path, parameters)) = address.split_once('?') else { continue };
        for name in parameters.split('&').map(|pair| pair.split('=').next().unwrap_or_default()) {
            let says = |value: &&str| meaning(&format!("{path}?{name}={value}")) != meaning(path);
            assert!(values.iter().chain(&more).any(says), "{path}: {name}=");
        }
        assert_eq!(meaning(&format!("{path}?unknown=1&order_by=nonsense&limit=7")), meaning(path));
    }
}

#[test]
fn every_value_of_a_parameter_is_listed() {
    let text = read("docs/addresses.md");
    let rows = table(section(&text, "## Parameters"));
    let listed = |name: &str, page: &str| -> Vec<String> {
        let row = rows.iter().find(|row| row[0] == format!("`{name}`") && row[1] == page);
        code(row.unwrap_or_else(|| panic!("{name} of {page}"))[2]).map(str::to_owned).collect()
    };
    let numbers = |numbers: &[u64]| -> Vec<String> { numbers.iter().map(ToString::to_string).collect() };
    assert_eq!(listed("order_by", "Users"), UserOrder::ALL.map(|(_, name)| name));
    assert_eq!(listed("order_by", "Rooms"), RoomOrder::ALL.map(|(_, name)| name));
    assert_eq!(listed("order_by", "Servers"), DestinationOrder::ALL.map(|(_, name)| name));
    assert_eq!(listed("order_by", "Log explorer"), REQUEST_ORDERS.map(|(_, name)| name));
    assert_eq!(listed("sort", "Log explorer"), EndpointOrder::ALL.map(|(_, name)| name));
    assert_eq!(listed("tab", "Log explorer"), LogsTab::ALL.map(|(_, name)| name));
    assert_eq!(listed("limit", "Lists"), numbers(&PAGE_SIZES));
    assert_eq!(listed("limit", "Log explorer"), numbers(&REQUEST_LIMITS));
    assert_eq!(listed("slow_ms", "Log explorer"), [DEFAULT_SLOW_MS.to_string()]);
    for status in listed("status", "Log explorer") {
        assert!(read_status(&status).is_some(), "{status}");
    }
    let descending = RoomOrder::ALL.into_iter().filter(|(order, _)| order.forward_is_descending());
    let mut descending: BTreeSet<&str> = descending.map(|(_, name)| name).collect();
    descending.extend(["f", "b"]);
    assert_eq!(listed("dir", "Lists").iter().map(String::as_str).collect::<BTreeSet<_>>(), descending);
}

/// The variants of an enumeration of the command line, as clap calls them; hidden ones are left out.
fn variants(cli: &str, name: &str) -> Vec<String> {
    let (_, rest) = cli.split_once(&format!("pub enum {name} {{\n")).expect("xtask/src/cli.rs has it");
    let (body, _) = rest.split_once("\n}").expect("it ends");
    let mut hidden = false;
    let mut found = Vec::new();
    for line in body.lines().map(str::trim) {
        if line.starts_with('#') {
            hidden |= line.contains("hide = true");
        } else if line.starts_with(|first: char| first.is_ascii_uppercase()) {
            let variant = line.split(['(', ',']).next().unwrap_or_default();
            if !std::mem::take(&mut hidden) {
                found.push(variant.to_lowercase());
            }
        }
    }
    found
}

#[test]
fn the_commands_and_their_parts_exist() {
    let (cli, text) = (read("xtask/src/cli.rs"), read("CONTRIBUTING.md"));
    let commands = table(section(&text, "## Commands"));
    let named = commands.iter().map(|row| row[0].trim_matches('`').trim_start_matches("cargo xtask ").to_owned());
    let known = variants(&cli, "Command");
    assert_eq!(named.collect::<BTreeSet<_>>(), known.iter().cloned().collect());
    let parts = table(section(&text, "## Checks"));
    let parts: Vec<&str> = parts.iter().map(|row| row[0].trim_matches('`')).collect();
    assert_eq!(parts, variants(&cli, "Part"));
    for (file, text) in documents() {
        for command in text.split("cargo xtask ").skip(1) {
            let command = command.split(|letter: char| !letter.is_ascii_lowercase()).next().unwrap_or_default();
            let is_known = command.is_empty() || known.iter().any(|known| known == command);
            assert!(is_known, "{}: cargo xtask {command}", file.display());
        }
    }
}

#[test]
fn the_ports_are_right() {
    let (cli, park, text) = (read("xtask/src/cli.rs"), read("xtask/src/lab/park.rs"), read("CONTRIBUTING.md"));
    let default = |args: &str| after(cli.split_once(args).expect("xtask/src/cli.rs has it").1, "default_value_t = ");
    let number = |text: &str| -> usize { text.replace('_', "").parse().unwrap_or_else(|_| panic!("{text:?}")) };
    let base = number(after(&park, "DEFAULT_PORT_BASE: u16 = "));
    let servers = number(after(&park, "ROLES: [&str; "));
    let identities = number(after(&park, "SIGNED_IN_ELSEWHERE: [(&str, Kind); "));
    // The app comes first, PostgreSQL last.
    let last = base + 1 + servers + identities;
    let expected = [
        default("pub struct DemoArgs").to_owned(),
        default("pub struct SynapseArgs").to_owned(),
        default("pub struct DevArgs").to_owned(),
        format!("{base} to {last}"),
    ];
    let (_, ports) = section(&text, "## Commands").split_once("All ports").expect("the table of ports is there");
    let rows = table(ports);
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), expected);
    assert_eq!(table(section(&text, "### The lab")).len(), servers);
}

#[test]
fn versions_and_the_budget_are_those_of_the_source() {
    let node = format!("Node {} or newer", after(&read("xtask/src/tools/node.rs"), "OLDEST: u32 = "));
    let lab = read("xtask/src/lab/mod.rs");
    let release = |name: &str| {
        let full = after(&lab, &format!("{name}: &str = \"")).to_owned();
        full.split('.').take(2).collect::<Vec<_>>().join(".")
    };
    let synapse = format!("Synapse {} to {}", release("OLDEST_SYNAPSE"), release("CURRENT_SYNAPSE"));
    let budget = read("xtask/src/build/budget.rs");
    let kib = after(&budget, "MAX_BYTES: u64 = ").trim_end_matches(" * 1024");
    let budget = format!("{kib} KiB as sent with brotli, and {} requests", after(&budget, "MAX_REQUESTS: usize = "));
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (file, sentence) in [
        ("README.md", &node),
        ("CONTRIBUTING.md", &node),
        ("README.md", &synapse),
        ("docs/features.md", &synapse),
        ("CONTRIBUTING.md", &budget),
    ] {
        assert!(one_line(read(file)).contains(sentence.as_str()), "{file} does not say {sentence:?}");
    }
}

/// The quoted messages of the troubleshooting page, without what is filled in, are in the app.
#[test]
fn messages_are_quoted_as_the_app_shows_them() {
    let mut shown = read("index.html");
    for file in files(&root().join("src/text"), "rs") {
        shown.push_str(&fs::read_to_string(file).unwrap());
    }
    let text = read("docs/troubleshooting.md");
    let quoted: Vec<&str> = text.split("**\"").skip(1).filter_map(|rest| rest.split("\"**").next()).collect();
    assert!(quoted.len() >= 7, "{quoted:?}");
    for message in quoted {
        let fixed = message.trim_matches(['…', ' ']);
        assert!(shown.contains(fixed), "{message:?}");
    }
}

/// All files below a folder that end so.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { files(&path, extension) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    found.sort();
    found
}

/// Everything that is documentation.
fn documents() -> Vec<(PathBuf, String)> {
    let mut paths = files(&root().join("docs"), "md");
    let others = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "tests/e2e/README.md"];
    paths.extend(others.map(|name| root().join(name)));
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The anchors of a document, as GitHub makes them of its headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let prose = text.split("\n```").step_by(2);
    let headings = prose.flat_map(str::lines).filter(|line| line.starts_with('#'));
    let titles = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"));
    titles
        .map(|title| title.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect())
        .collect()
}

#[test]
fn every_link_between_the_files_leads_somewhere() {
    let mut missing = Vec::new();
    for (path, text) in documents() {
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let images = text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for link in links.chain(images).filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let leads = target.exists()
                && (anchor.is_empty() || anchors(&fs::read_to_string(&target).unwrap()).contains(anchor));
            if !leads {
                missing.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The README is one screen, and no document names a place on somebody's machine.
#[test]
fn the_readme_is_short_and_nothing_is_of_one_machine() {
    assert!(read("README.md").lines().count() <= 70, "Put it into docs/.");
    for (path, text) in documents() {
        for place in ["/home/", "/root/", "/work/", "/usr/bin/chromium"] {
            assert!(!text.contains(place), "{}: {place}", path.display());
        }
    }
}
