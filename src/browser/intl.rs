//! Numbers, times and lists in the page's language and the browser's zone, by its own `Intl`: no bytes of ours.

use js_sys::{Array, Date, Function, Intl, Number, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::language::locales;
use crate::model::{bytes, time};

thread_local! {
    static DECIMAL: Option<Function> =
        Some(Intl::NumberFormat::new(&locales(), &precision()).format());
    static NUMBER: Option<Function> = Some(Intl::NumberFormat::new(&locales(), &Object::new()).format());
    static RELATIVE: Intl::RelativeTimeFormat = Intl::RelativeTimeFormat::new(&locales(), &options(&[("numeric", "auto")]));
    static PLURAL: Intl::PluralRules = Intl::PluralRules::new(&locales(), &Object::new());
    static LIST: Intl::ListFormat =
        Intl::ListFormat::new(&locales(), &options(&[("type", "unit"), ("style", "short")]));
    static CLOCK: Function = Intl::DateTimeFormat::new(&locales(), &options(&[("timeStyle", "medium")])).format();
    static PERCENT: Function = {
        let digits = options(&[("style", "percent")]);
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&digits, &"maximumFractionDigits".into(), &JsValue::from_f64(1.0));
        Intl::NumberFormat::new(&locales(), &digits).format()
    };
    static SPANS: [(time::Unit, Function); 4] =
        [time::Unit::Day, time::Unit::Hour, time::Unit::Minute, time::Unit::Second].map(|unit| {
            let pairs = options(&[("style", "unit"), ("unit", unit.name()), ("unitDisplay", "long")]);
            (unit, Intl::NumberFormat::new(&locales(), &pairs).format())
        });
    static EXACT: Function =
        Intl::DateTimeFormat::new(&locales(), &options(&[("dateStyle", "full"), ("timeStyle", "long")])).format();
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

/// Three digits say how large something is.
fn precision() -> Object {
    let object = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&object, &JsValue::from_str("maximumSignificantDigits"), &JsValue::from_f64(3.0));
    object
}

/// Makes the formats. The first use of `Intl` costs the browser some 25 ms, better spent while the server thinks.
pub fn warm() {
    let _ = number(0);
    let _ = relative(0);
    let _ = exact(0);
}

/// A whole number with the language's separators.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn number(value: u64) -> String {
    let formatted = NUMBER.with(|format| {
        let format = format.as_ref()?;
        format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value as f64)).ok()?.as_string()
    });
    formatted.unwrap_or_else(|| value.to_string())
}

/// The plural form that goes with a number: "one", "few", "other".
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn plural(value: u64) -> String {
    PLURAL.with(|rules| rules.select(value as f64)).into()
}

/// Several things as one text: "a, b, c".
#[must_use]
pub fn list(items: &[String]) -> String {
    let items: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
    LIST.with(|format| format.format(&items)).into()
}

/// A part of a whole in percent, with one digit behind the point; "< 0.1 %" for what would look like nothing.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    let share = part as f64 / whole as f64;
    let format = |share: f64| {
        PERCENT.with(|format| format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(share)).ok()?.as_string())
    };
    let smallest = 0.001;
    let (sign, share) = if part > 0 && share < smallest { ("< ", smallest) } else { ("", share) };
    format!("{sign}{}", format(share).unwrap_or_default())
}

/// A ratio in percent, with three digits: "0.0912%", from 0.000912.
#[must_use]
pub fn ratio(value: f64) -> String {
    format!("{}%", decimal(value * 100.0))
}

/// A length of time in words, from ms: "1 hour 30 minutes".
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn span(ms: u64) -> String {
    let words = time::span(ms).into_iter().map(|(count, unit)| {
        let formatted = SPANS.with(|formats| {
            let (_, format) = formats.iter().find(|(known, _)| *known == unit)?;
            format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(count as f64)).ok()?.as_string()
        });
        formatted.unwrap_or_else(|| format!("{count} {}", unit.name()))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A length of time with three digits, from ms: "173 ms", "1.81 s", "10.8 min", "1.5 h", "2 d".
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn duration(ms: u64) -> String {
    let (length, unit) = match ms {
        0..1000 => return format!("{ms} ms"),
        1000..100_000 => (1000.0, "s"),
        100_000..6_000_000 => (60_000.0, "min"),
        6_000_000..172_800_000 => (3_600_000.0, "h"),
        _ => (86_400_000.0, "d"),
    };
    format!("{} {unit}", decimal(ms as f64 / length))
}

/// A number with three digits, and all of those before the point: 0.00123, 1.23, 1,234.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn decimal(value: f64) -> String {
    if value >= 100.0 {
        return number(value.round() as u64);
    }
    let formatted = DECIMAL.with(|format| {
        let format = format.as_ref()?;
        format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value)).ok()?.as_string()
    });
    // Rust's own writing of fractions is 5 KiB of wasm, and JavaScript's is there anyway.
    formatted.or_else(|| Number::from(value).to_string_with_radix(10).ok().map(String::from)).unwrap_or_default()
}

/// A size in words: "1.5 GiB".
#[must_use]
pub fn bytes(bytes: u64) -> String {
    let (value, unit) = bytes::scaled(bytes);
    format!("{} {unit}", decimal(value))
}

/// "3 hours ago", from ms since 1970.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn relative(ms: u64) -> String {
    let (value, unit) = time::relative(Date::now(), ms as f64);
    RELATIVE.with(|format| format.format(value, unit.name())).into()
}

/// The time of day, from ms since 1970.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn clock(ms: u64) -> String {
    let date = Date::new(&JsValue::from_f64(ms as f64));
    let formatted = CLOCK.with(|format| format.call1(&JsValue::UNDEFINED, date.unchecked_ref()).ok()?.as_string());
    formatted.unwrap_or_else(|| iso(ms))
}

/// Date and time in full, from ms since 1970.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn exact(ms: u64) -> String {
    let date = Date::new(&JsValue::from_f64(ms as f64));
    let formatted = EXACT.with(|format| format.call1(&JsValue::UNDEFINED, date.unchecked_ref()).ok()?.as_string());
    formatted.unwrap_or_else(|| iso(ms))
}

/// For `<time datetime>`; empty for times beyond what a browser can tell.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn iso(ms: u64) -> String {
    let date = Date::new(&JsValue::from_f64(ms as f64));
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}
