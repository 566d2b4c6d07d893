# cargo neither passes a signal on nor waits for the tests; the test that runs must finish, and none may be begun.
# source: rust-lang/cargo#14929, rust-lang/cargo#3950
# needs: cargo
# expect: finished fixture, once fixture, no next
cd "$MARKERS" || exit
mkdir src
cat >Cargo.toml <<'T'
[package]
name = "x"
version = "0.1.0"
edition = "2021"
T
cat >src/lib.rs <<'R'
#[test]
fn a() { std::process::Command::new(std::env::var("REPORTS").unwrap() + "/tool").arg("fixture").status().unwrap(); }
#[test]
fn b() { std::fs::write(std::env::var("MARKERS").unwrap() + "/next", "").unwrap(); }
R
cargo test --offline --quiet -- --test-threads 1
touch next
