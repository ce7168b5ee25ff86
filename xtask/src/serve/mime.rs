//! Media types of the files an app consists of.

use std::path::Path;

/// The `Content-Type` for a file name.
pub(super) fn of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_compile_wasm_only_with_its_type() {
        assert_eq!(of(Path::new("glia-0a_bg.wasm")), "application/wasm");
        assert_eq!(of(Path::new("a.js")), "text/javascript; charset=utf-8");
        assert_eq!(of(Path::new("LICENSE")), "application/octet-stream");
    }
}
