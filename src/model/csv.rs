//! Comma-separated values, as spreadsheets and scripts read them (RFC 4180).

use super::decimal::is_number;

/// What makes a spreadsheet take a cell for a formula, as the first character, also in full width.
/// Source: <https://owasp.org/www-community/attacks/CSV_Injection>.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// One record with its line end. A field is quoted when it must be. What a spreadsheet would take for a formula gets an
/// apostrophe in front, so that it stays a text; a number stays a number. Whoever reads any other field gets back exactly
/// what went in.
#[must_use]
pub fn record<S: AsRef<str>>(fields: &[S]) -> String {
    let mut line = String::new();
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        push_field(&mut line, field.as_ref());
    }
    line.push_str("\r\n");
    line
}

fn push_field(line: &mut String, field: &str) {
    let guard = if is_formula(field) { "'" } else { "" };
    // Readers drop a byte order mark at the start of a file, unless it is quoted. Some spreadsheets split at semicolons
    // or tabs.
    if field.contains([',', ';', '\t', '"', '\r', '\n', '\u{feff}']) {
        line.push('"');
        line.push_str(guard);
        line.push_str(&field.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(guard);
        line.push_str(field);
    }
}

/// Whether a spreadsheet may take this for a formula. `-1`, `-0.812` and `-1e3` are numbers.
fn is_formula(field: &str) -> bool {
    field.starts_with(FORMULA) && !is_number(field)
}

#[cfg(test)]
mod tests {
    use super::record;

    #[test]
    fn quotes_what_must_be() {
        assert_eq!(record(&["a", "", "b c"]), "a,,b c\r\n");
        assert_eq!(record(&["say \"hi\"", "a,b", "c\nd"]), "\"say \"\"hi\"\"\",\"a,b\",\"c\nd\"\r\n");
        assert_eq!(record(&["a;=1", "b\t=1"]), "\"a;=1\",\"b\t=1\"\r\n");
    }

    #[test]
    fn what_looks_like_a_formula_stays_text() {
        for text in [
            "=1+1",
            "+49123",
            "@SUM(A1)",
            "-2+3",
            "-",
            "--1",
            "-1-1",
            "=cmd|' /C calc'!A0",
            "-1 ",
            "-a1",
            "＝1",
            "-e1",
            "-1e",
        ] {
            assert_eq!(record(&[text]), format!("'{text}\r\n"));
        }
        assert_eq!(record(&["=1,2", "\t=1", "\r=1", "\n=1"]), "\"'=1,2\",\"'\t=1\",\"'\r=1\",\"'\n=1\"\r\n");
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(record(&["-1", "-0.812", "1.5", "-1e3", "7"]), "-1,-0.812,1.5,-1e3,7\r\n");
        assert_eq!(record(&["a=1", " =1", "'=1"]), "a=1, =1,'=1\r\n");
    }
}
