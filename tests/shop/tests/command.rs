//! The command itself: its first line, its end, its refusals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// Starts the shop with a folder of its own for temporary files.
fn start(temporary: &Path, flags: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_posy-shop"))
        .args(["--customers", "20", "--items", "30", "--orders", "40"])
        .args(flags)
        .env("TMPDIR", temporary)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("posy-command-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn first_line(shop: &mut Child) -> Value {
    let mut line = String::new();
    BufReader::new(shop.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap()
}

fn status_line(url: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text.lines().next().unwrap().to_owned()
}

#[test]
fn the_first_line_says_where_the_shop_is_and_a_signal_ends_it_cleanly() {
    for (signal, flags) in [("-TERM", vec![]), ("-INT", vec!["--control-port", "0"])] {
        let temporary = folder(signal);
        let mut shop = start(&temporary, &flags);
        let line = first_line(&mut shop);
        let url = line["url"].as_str().unwrap().to_owned();
        assert_eq!(status_line(&url, "/api/v1/orders"), "HTTP/1.1 401 Unauthorized");
        match line["control"].as_str() {
            Some(control) => assert_eq!(status_line(control, "/"), "HTTP/1.1 200 OK"),
            None => assert!(flags.is_empty()),
        }
        assert!(std::fs::read_dir(&temporary).unwrap().count() > 0, "the data is in the temporary folder");
        let kill = Command::new("kill").args([signal, &shop.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert!(shop.wait().unwrap().success());
        assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0, "nothing is left behind");
        let _ = std::fs::remove_dir_all(temporary);
    }
}

#[test]
fn a_port_is_taken_when_named_and_wrong_flags_are_refused() {
    let temporary = folder("port");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut shop = start(&temporary, &["--port", &free.to_string(), "--today", "2026-03-08", "--seed", "7"]);
    assert_eq!(first_line(&mut shop)["url"], format!("http://127.0.0.1:{free}"));
    let mut second = start(&temporary, &["--port", &free.to_string()]);
    assert!(!second.wait().unwrap().success(), "the port is taken");
    for flags in [["--fail-rate", "2"], ["--today", "soon"], ["--weather", "fine"]] {
        assert!(!start(&temporary, &flags).wait().unwrap().success(), "{flags:?}");
    }
    Command::new("kill").arg(shop.id().to_string()).status().unwrap();
    assert!(shop.wait().unwrap().success());
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0, "those that failed left nothing either");
    let _ = std::fs::remove_dir_all(temporary);
}
