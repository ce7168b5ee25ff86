//! The last touch to `index.html`: Chromium does not check the `integrity` of a preloaded file and says so on the
//! console of every visitor. It is renamed to `data-integrity`; `boot.js` passes it to the `fetch` that does check.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Finishes `dist/index.html`.
pub(super) fn finish(dist: &Path) -> Result<()> {
    let path = dist.join("index.html");
    let page = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let Some(finished) = rename_preload_integrity(&page) else {
        bail!("index.html has no preload of the wasm with an integrity hash: has Trunk changed its output?");
    };
    fs::write(&path, finished).with_context(|| format!("writing {}", path.display()))
}

/// `None` when there is no such link.
fn rename_preload_integrity(page: &str) -> Option<String> {
    let mark = page.find("application/wasm")?;
    let start = page[..mark].rfind("<link")?;
    let end = mark + page[mark..].find('>')?;
    let link = &page[start..end];
    link.contains(" integrity=")
        .then(|| format!("{}{}{}", &page[..start], link.replace(" integrity=", " data-integrity="), &page[end..]))
}

#[cfg(test)]
mod tests {
    use super::rename_preload_integrity;

    #[test]
    fn touches_the_wasm_alone() {
        let script = r#"<link rel="modulepreload" href="./a.js" integrity="sha384-a">"#;
        let wasm = r#"<link rel="preload" href="./a.wasm" integrity="sha384-b" as="fetch" type="application/wasm">"#;
        let renamed = wasm.replace(" integrity", " data-integrity");
        assert_eq!(
            rename_preload_integrity(&format!("{script}{wasm}</head>")),
            Some(format!("{script}{renamed}</head>"))
        );
        assert_eq!(rename_preload_integrity(script), None);
        assert_eq!(rename_preload_integrity(&renamed), None);
    }
}
