//! Writes the catalogue and the pseudo-language, and checks the languages that are there: `cargo xtask words`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use glia::text::PARTS;
use glia::text::words::{PSEUDO, catalogue, faults, pseudo_file};
use serde_json::Value;

fn main() -> io::Result<ExitCode> {
    let out = env::args_os().nth(1).map_or_else(|| PathBuf::from("target/words"), PathBuf::from);
    fs::create_dir_all(out.join(PSEUDO))?;
    write(&out.join("catalogue.json"), &catalogue())?;
    for (part, modules) in PARTS {
        write(&out.join(PSEUDO).join(part).with_extension("json"), &pseudo_file(modules))?;
    }
    let mut found = 0;
    for language in fs::read_dir("lang").into_iter().flatten() {
        let folder = language?.path();
        for (part, modules) in PARTS {
            let path = folder.join(part).with_extension("json");
            let file: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
            for fault in faults(modules, &file) {
                println!("{}: {fault}", path.display());
                found += 1;
            }
        }
    }
    println!("{}", out.join("catalogue.json").display());
    Ok(if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write(path: &Path, value: &Value) -> io::Result<()> {
    fs::write(path, format!("{value:#}\n"))
}
