#![cfg(test)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{Method, State, Zip};

/// 2026-11-25 18:40:02 UTC.
const NOW_MS: f64 = 1_795_632_002_000.0;

/// Appends what was written to what there is.
fn store(zip: &mut Zip, file: &mut Vec<u8>) {
    let (bytes, patches) = zip.take();
    file.extend(bytes);
    for patch in patches {
        let at = usize::try_from(patch.at).unwrap();
        file[at..at + patch.bytes.len()].copy_from_slice(&patch.bytes);
    }
    assert_eq!(file.len() as u64, zip.length());
}

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("glia-zip-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn run(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// Name, length, method, CRC and time of each entry, as Python reads them after checking them all.
fn python_reads(file: &Path) -> String {
    let program = "import sys, zipfile\n\
        z = zipfile.ZipFile(sys.argv[1])\n\
        assert z.testzip() is None\n\
        for i in z.infolist(): print(ascii(i.filename), i.file_size, i.compress_type, i.date_time)";
    run("python3", &["-c", program], file)
}

fn sample() -> Zip {
    let mut zip = Zip::new(NOW_MS);
    zip.add("rooms/!é🦊/events", Method::Deflated, "{\"a\": 1}".repeat(1000).as_bytes());
    zip.add("media/empty.bin", Method::Stored, b"");
    zip.add("empty", Method::Deflated, b"");
    zip.add("media/cat.png", Method::Stored, &[7; 5000]);
    zip
}

#[test]
fn a_sum_that_is_known_changes_nothing() {
    let (mut one, mut other) = (Zip::new(NOW_MS), Zip::new(NOW_MS));
    let sum = Sha256::digest([7; 5000]).into();
    let written = other.add_summed("media/cat.png", &[7; 5000], sum);
    assert_eq!(one.add("media/cat.png", Method::Stored, &[7; 5000]), written);
    one.finish();
    other.finish();
    assert_eq!(one.take(), other.take());
}

#[test]
fn others_read_it() {
    let folder = folder("sample");
    let mut zip = sample();
    zip.finish();
    let mut bytes = Vec::new();
    store(&mut zip, &mut bytes);
    let file = folder.join("x.zip");
    fs::write(&file, &bytes).unwrap();
    let time = "(2026, 11, 25, 18, 40, 2)";
    assert_eq!(
        python_reads(&file),
        format!(
            "'rooms/!\\xe9\\U0001f98a/events' 8000 8 {time}\n'media/empty.bin' 0 0 {time}\n\
             'empty' 0 8 {time}\n'media/cat.png' 5000 0 {time}\n"
        )
    );
    assert!(run("unzip", &["-t"], &file).contains("No errors detected"));
    let mut again = sample();
    again.finish();
    assert_eq!(again.take().0, bytes, "the same contents make the same file");
    fs::remove_dir_all(folder).unwrap();
}

/// Readers that begin at the front know nothing of the directory.
#[test]
fn headers_alone_are_enough() {
    let mut zip = Zip::new(NOW_MS);
    let mut file = Vec::new();
    zip.begin("a", Method::Stored);
    zip.write(b"hello ");
    store(&mut zip, &mut file);
    zip.write(b"world");
    let written = zip.end().unwrap();
    store(&mut zip, &mut file);
    assert_eq!(written.sha256, <[u8; 32]>::from(Sha256::digest(b"hello world")));
    let crc = crc32fast::hash(b"hello world").to_le_bytes();
    assert_eq!((&file[14..18], file[18], file[22]), (&crc[..], 11, 11));
}

#[test]
fn another_files_entries_can_be_taken_over() {
    let folder = folder("adopt");
    let mut aside = Zip::new(NOW_MS);
    aside.add("aside/1", Method::Deflated, b"one");
    aside.add("aside/2", Method::Stored, b"two");
    let mut zip = sample();
    zip.adopt(aside.state());
    zip.append(&aside.take().0);
    zip.add("last", Method::Stored, b"last");
    zip.finish();
    let path = folder.join("x.zip");
    fs::write(&path, zip.take().0).unwrap();
    assert_eq!(python_reads(&path).lines().count(), 7);
    assert!(run("unzip", &["-p"], &path).ends_with("onetwolast"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_entry_can_be_taken_back() {
    let mut zip = Zip::new(NOW_MS);
    let mut file = Vec::new();
    zip.add("a", Method::Stored, b"a");
    zip.begin("b", Method::Deflated);
    zip.write(&[1; 3 << 20]);
    store(&mut zip, &mut file);
    zip.write(&[2; 3 << 20]);
    zip.drop_open();
    file.truncate(usize::try_from(zip.length()).unwrap());
    zip.add("c", Method::Stored, b"c");
    zip.finish();
    store(&mut zip, &mut file);
    let mut plain = Zip::new(NOW_MS);
    plain.add("a", Method::Stored, b"a");
    plain.add("c", Method::Stored, b"c");
    plain.finish();
    assert_eq!(file, plain.take().0);
}

/// A file of 5 GiB, of which only both ends exist: the middle is a hole, and the writer goes on behind it as it does
/// after a reload.
#[test]
fn there_is_no_limit_at_4_gib() {
    use std::io::{Seek as _, SeekFrom};
    const HOLE: u64 = 5 << 30;
    let folder = folder("large");
    let path = folder.join("x.zip");
    let mut file = fs::File::create(&path).unwrap();
    let mut zip = Zip::new(NOW_MS);
    zip.begin("large.bin", Method::Stored);
    zip.write(b"begins");
    let mut state = zip.state().clone();
    file.write_all(&zip.take().0).unwrap();
    state.length += HOLE;
    let open = &mut state.open.as_mut().unwrap().record;
    (open.length, open.packed) = (open.length + HOLE, open.packed + HOLE);
    let behind = state.length;
    let mut zip = Zip::go_on(state);
    zip.write(b"ends");
    zip.add("after.txt", Method::Deflated, b"beyond four gibibytes");
    zip.finish();
    let (bytes, patches) = zip.take();
    assert_eq!(patches.len(), 1, "the header is written anew");
    for (at, bytes) in [(behind, bytes)].into_iter().chain(patches.into_iter().map(|patch| (patch.at, patch.bytes))) {
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(&bytes).unwrap();
    }
    drop(file);
    let program = "import sys, zipfile\n\
        z = zipfile.ZipFile(sys.argv[1])\n\
        print([(i.filename, i.file_size, i.header_offset) for i in z.infolist()], z.read('after.txt').decode())\n\
        print(z.open('large.bin').read(7))";
    let told = run("python3", &["-c", program], &path);
    let (length, after) = (HOLE + 10, HOLE + 10 + 59);
    let entries = format!("[('large.bin', {length}, 0), ('after.txt', 21, {after})]");
    assert_eq!(told, format!("{entries} beyond four gibibytes\nb'begins\\x00'\n"));
    assert!(run("unzip", &["-l"], &path).contains(&length.to_string()));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn there_is_no_limit_at_65535_entries() {
    let folder = folder("many");
    let path = folder.join("x.zip");
    let mut zip = Zip::new(NOW_MS);
    for number in 0..70_000 {
        zip.add(&format!("e/{number}"), Method::Stored, b"x");
    }
    zip.finish();
    fs::write(&path, zip.take().0).unwrap();
    let program = "import sys, zipfile\n\
        z = zipfile.ZipFile(sys.argv[1])\n\
        print(len(z.infolist()), z.read('e/69999'))";
    assert_eq!(run("python3", &["-c", program], &path), "70000 b'x'\n");
    assert!(run("unzip", &["-tqq"], &path).is_empty());
    fs::remove_dir_all(folder).unwrap();
}

/// What happens to a file: entries, pieces of them, and reloads of the page in between.
#[derive(Clone, Debug)]
enum Op {
    Begin(Method),
    Write(Vec<u8>),
    Store,
    /// The page is reloaded: what was not kept is lost and done again.
    Reload,
}

fn steps() -> impl Strategy<Value = Vec<Op>> {
    let step = prop_oneof![
        prop_oneof![Just(Method::Stored), Just(Method::Deflated)].prop_map(Op::Begin),
        prop::collection::vec(any::<u8>(), 0..2000).prop_map(Op::Write),
        "[a-c]{0,5000}".prop_map(|text| Op::Write(text.into_bytes())),
        Just(Op::Store),
        Just(Op::Reload),
    ];
    prop::collection::vec(step, 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn goes_on_after_a_reload(steps in steps()) {
        let mut zip = Zip::new(NOW_MS);
        let (mut file, mut names, mut contents) = (Vec::new(), 0, Vec::<Vec<u8>>::new());
        for step in steps {
            match step {
                Op::Begin(method) => {
                    if let Some(written) = zip.end() {
                        prop_assert_eq!(written.sha256, <[u8; 32]>::from(Sha256::digest(contents.last().unwrap())));
                    }
                    zip.begin(&format!("entry {names}"), method);
                    contents.push(Vec::new());
                    names += 1;
                }
                Op::Write(bytes) => {
                    zip.write(&bytes);
                    if let Some(content) = contents.last_mut() {
                        content.extend(bytes);
                    }
                }
                Op::Store => store(&mut zip, &mut file),
                Op::Reload => {
                    let kept = postcard::to_allocvec(zip.state()).unwrap();
                    store(&mut zip, &mut file);
                    let length = usize::try_from(zip.length()).unwrap();
                    zip.write(b"this is lost");
                    zip.end();
                    let _ = zip.take();
                    file.truncate(length);
                    zip = Zip::go_on(postcard::from_bytes::<State>(&kept).unwrap());
                }
            }
        }
        zip.finish();
        store(&mut zip, &mut file);
        let mut archive = Reader::new(&file);
        prop_assert_eq!(archive.entries(), contents);
    }
}

/// Reads from the front, entry by entry.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn new(file: &'a [u8]) -> Self {
        Self(file)
    }

    fn entries(&mut self) -> Vec<Vec<u8>> {
        let mut entries = Vec::new();
        while self.0.starts_with(b"PK\x03\x04") {
            let number = |at: usize, bytes: usize| {
                (0..bytes).fold(0_usize, |sum, byte| sum | usize::from(self.0[at + byte]) << (8 * byte))
            };
            let (method, crc, packed, length) = (number(8, 2), number(14, 4), number(18, 4), number(22, 4));
            let start = 30 + number(26, 2) + number(28, 2);
            let data = &self.0[start..start + packed];
            let content =
                if method == 0 { data.to_vec() } else { miniz_oxide::inflate::decompress_to_vec(data).unwrap() };
            assert_eq!((content.len(), crc32fast::hash(&content) as usize), (length, crc));
            entries.push(content);
            self.0 = &self.0[start + packed..];
        }
        assert!(self.0.starts_with(b"PK\x01\x02") || self.0.starts_with(b"PK\x05\x06"));
        entries
    }
}
