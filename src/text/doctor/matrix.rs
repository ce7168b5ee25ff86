//! The table of `docs/doctor.md`: what the doctor says about each fault, as it says it.

#![cfg(test)]

use super::{fine, level, step, verdict};
use crate::api::doctor::simulated::trials;
use crate::api::doctor::{Level, Sure};

const DOCS: &str = include_str!("../../../docs/doctor.md");

fn rows(signed_in: bool) -> Vec<String> {
    let trials = trials();
    let rows = trials.iter().filter(|trial| !signed_in || trial.signed_in != trial.signed_out).map(|trial| {
        let (findings, _) = trial.run(signed_in);
        let wrong = findings.iter().filter(|found| matches!(found.says.level(), Level::Bad | Level::Warn));
        let told: Vec<_> = wrong
            .map(|found| {
                format!("*{}* ({}): {}", step(found.step), level(found.says.level()), verdict(found.step, &found.says))
            })
            .collect();
        let told = if told.is_empty() { fine().to_owned() } else { told.join("<br>") };
        format!("| {} | {told} |", trial.fault)
    });
    rows.collect()
}

#[test]
fn the_documentation_has_what_the_doctor_says() {
    let all: Vec<_> = rows(false).into_iter().chain(rows(true)).collect();
    let table = all.join("\n");
    assert!(all.iter().all(|row| DOCS.contains(row)), "docs/doctor.md must have these rows:\n{table}\n");
    let documented = DOCS.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Fault ")).count();
    assert_eq!(documented, all.len() + 1, "docs/doctor.md has rows of no fault; the table is\n{table}\n");
}

/// One symptom may have several causes: what is called certain names no program as the cause.
#[test]
fn nothing_is_certain_that_names_one_program() {
    for trial in trials() {
        for found in trial.run(false).0 {
            if found.says.sure() == Some(Sure::Certain) {
                let said = verdict(found.step, &found.says);
                for program in ["nginx", "Apache", "Traefik", "HAProxy", "Caddy"] {
                    assert!(!said.contains(program), "{}: {said}", trial.fault);
                }
            }
        }
    }
}
