//! Comma-separated values, as spreadsheets and scripts read them (RFC 4180).

/// One record with its line end. A field is quoted when it must be; whoever reads it gets back exactly what went in.
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
    // Readers drop a byte order mark at the start of a file, unless it is quoted.
    if field.contains([',', '"', '\r', '\n', '\u{feff}']) {
        line.push('"');
        line.push_str(&field.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(field);
    }
}

#[cfg(test)]
mod tests {
    use super::record;

    #[test]
    fn quotes_what_must_be() {
        assert_eq!(record(&["a", "", "b c"]), "a,,b c\r\n");
        assert_eq!(record(&["say \"hi\"", "a,b", "c\nd"]), "\"say \"\"hi\"\"\",\"a,b\",\"c\nd\"\r\n");
    }
}
