//! The built app, the pictures and the headers around them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::io::Read;
use std::path::PathBuf;

use common::{links, small, Reply, Shop};
use posy_shop::Flags;

const SCRIPT: &str = "export const petals = 12;\n";

/// A folder like a built app's.
fn built(name: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("posy-site-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("assets")).unwrap();
    let page = format!("<!doctype html><title>Posy</title>{}", "<p>цветы</p>".repeat(200));
    for (file, content) in [
        ("index.html", page),
        ("app-0123456789abcdef.js", SCRIPT.repeat(400)),
        ("app-0123456789abcdef_bg.wasm", "wasm ".repeat(500)),
        ("style-fedcba9876543210.css", "body{}".repeat(300)),
        ("manifest.webmanifest", "{}".to_owned()),
        ("manifest.ru.webmanifest", "{}".to_owned()),
        ("sw.js", "2;".to_owned()),
        ("assets/plain-512.png", "png".to_owned()),
        ("boot.js", "1;".to_owned()),
        ("assets/leaf.svg", "<svg/>".to_owned()),
        ("secret.txt", "inside".to_owned()),
    ] {
        std::fs::write(root.join(file), content).unwrap();
    }
    root
}

async fn get(shop: &Shop, path: &str, headers: &[(&str, &str)]) -> Reply {
    shop.raw("GET", path, headers, "").await.unwrap()
}

#[tokio::test]
async fn every_page_comes_with_the_protecting_headers() {
    let site = built("headers");
    let shop = Shop::closed_door(Flags { site: Some(site.clone()), ..small() }).await;
    for path in ["/", "/boot.js", "/nothing.js"] {
        let reply = get(&shop, path, &[("accept", "text/html")]).await;
        let rules = reply.header("content-security-policy");
        for rule in [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "report-uri /csp-report",
        ] {
            assert!(rules.split("; ").any(|one| one == rule), "{rule} in {rules}");
        }
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        assert!(reply.header("permissions-policy").contains("camera=()"));
        assert_eq!(reply.header("strict-transport-security"), "");
    }
    let behind = Shop::closed_door(Flags { site: Some(site.clone()), behind_tls: true, ..small() }).await;
    assert!(get(&behind, "/", &[]).await.header("strict-transport-security").starts_with("max-age="));
    let _ = std::fs::remove_dir_all(site);
}

#[tokio::test]
async fn files_come_packed_typed_and_cached_by_their_names() {
    let site = built("files");
    let shop = Shop::closed_door(Flags { site: Some(site.clone()), ..small() }).await;
    for (path, kind, immutable) in [
        ("/index.html", "text/html; charset=utf-8", false),
        ("/app-0123456789abcdef.js", "text/javascript; charset=utf-8", true),
        ("/app-0123456789abcdef_bg.wasm", "application/wasm", true),
        ("/style-fedcba9876543210.css", "text/css; charset=utf-8", true),
        ("/manifest.webmanifest", "application/manifest+json", false),
        ("/manifest.ru.webmanifest", "application/manifest+json", false),
        ("/sw.js", "text/javascript; charset=utf-8", false),
        ("/assets/plain-512.png", "image/png", false),
        ("/boot.js", "text/javascript; charset=utf-8", false),
        ("/assets/leaf.svg", "image/svg+xml", false),
    ] {
        let reply = get(&shop, path, &[]).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, kind), "{path}");
        assert_eq!(reply.header("cache-control").contains("immutable"), immutable, "{path}");
        assert_eq!(reply.header("cache-control") == "no-cache", !immutable, "{path}");
        assert_eq!(reply.header("vary"), "Accept-Encoding");
        let tag = reply.header("etag").to_owned();
        let again = get(&shop, path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0), "{path}");
    }
    let script = "/app-0123456789abcdef.js";
    let plain = get(&shop, script, &[]).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(plain.text(), SCRIPT.repeat(400));
    let brotli = get(&shop, script, &[("accept-encoding", "gzip, deflate, br, zstd")]).await;
    assert_eq!(brotli.header("content-encoding"), "br");
    let mut text = String::new();
    brotli::Decompressor::new(brotli.bytes.as_slice(), 4096).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());
    let gzip = get(&shop, script, &[("accept-encoding", "gzip, br;q=0")]).await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    let mut text = String::new();
    flate2::read::GzDecoder::new(gzip.bytes.as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());
    assert!(brotli.bytes.len() < gzip.bytes.len() && gzip.bytes.len() < plain.bytes.len());
    std::fs::write(site.join("boot.js"), "2; // rebuilt").unwrap();
    assert_eq!(get(&shop, "/boot.js", &[]).await.text(), "2; // rebuilt");
    let _ = std::fs::remove_dir_all(site);
}

#[tokio::test]
async fn addresses_of_the_app_get_its_page_and_nothing_else_does() {
    let site = built("routes");
    let outside = site.parent().unwrap().join("posy-outside.txt");
    std::fs::write(&outside, "outside").unwrap();
    let shop = Shop::closed_door(Flags { site: Some(site.clone()), ..small() }).await;
    let html = [("accept", "text/html,application/xhtml+xml")];
    for path in ["/", "/orders", "/orders/board?day=2026-03-08"] {
        let reply = get(&shop, path, &html).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.text().contains("<title>Posy</title>"));
    }
    assert_eq!(get(&shop, "/orders", &[("accept", "application/json")]).await.status, 404);
    assert_eq!(get(&shop, "/lost.js", &html).await.status, 404);
    let api = get(&shop, "/api/orders", &html).await;
    assert!(!api.text().contains("Posy"), "never for the API");
    for path in
        ["/../posy-outside.txt", "/%2e%2e/posy-outside.txt", "//etc/hosts", "/assets/../../posy-outside.txt"]
    {
        let reply = get(&shop, path, &[]).await;
        assert!(reply.status == 404 || reply.status == 400, "{path}: {}", reply.status);
        assert!(!reply.text().contains("outside"));
    }
    let reply = shop.raw("POST", "/orders", &[], "x").await.unwrap();
    assert_eq!(reply.status, 405);
    let without = Shop::closed_door(small()).await;
    assert_eq!(get(&without, "/", &html).await.status, 404);
    let _ = std::fs::remove_dir_all(site);
    let _ = std::fs::remove_file(outside);
}

#[tokio::test]
async fn a_bouquet_looks_like_what_is_in_it() {
    let shop = Shop::open(small()).await;
    let (orders, included) = shop.all("orders?include=lines.item.logo,lines.bouquet.logo").await;
    let find = |id: &str| included.iter().find(|one| one["id"] == id).unwrap();
    let mut looked_at = 0;
    for order in &orders {
        for line in links(order, "lines") {
            let line = find(&line);
            let (Some(bouquet), Some(item)) = (common::link(line, "bouquet"), common::link(line, "item"))
            else {
                continue;
            };
            let logo = find(&common::link(find(&bouquet), "logo").unwrap());
            let file = logo["attributes"]["file"].as_str().unwrap();
            assert_eq!(file, format!("/media/bouquets/{bouquet}.svg"));
            let picture = get(&shop, file, &[]).await;
            assert_eq!((picture.status, picture.header("content-type")), (200, "image/svg+xml"));
            let text = picture.text();
            assert!(text.len() < 30_000, "{} bytes", text.len());
            assert!(!["PETAL", "SHADE", "CORE"].iter().any(|word| text.contains(word)));
            // The flower's own drawing, in its colour, stands in the picture.
            let own =
                find(&common::link(find(&item), "logo").unwrap())["attributes"]["file"].as_str().unwrap();
            let own = get(&shop, own, &[]).await.text();
            let inside = own.split_once('>').unwrap().1.trim_end().trim_end_matches("</svg>").to_owned();
            let in_bouquet = !["/paper-", "/ribbon-", "/greens-"].iter().any(|kind| {
                find(&common::link(find(&item), "logo").unwrap())["attributes"]["file"]
                    .as_str()
                    .unwrap()
                    .contains(kind)
            });
            if in_bouquet {
                assert!(text.contains(&inside), "{file} shows {item}");
                looked_at += 1;
            }
            assert_eq!(get(&shop, file, &[]).await.text(), text, "the same every time");
        }
    }
    assert!(looked_at > 50, "{looked_at}");
    for path in
        ["/media/bouquets/none.svg", "/media/items/rose-plaid.svg", "/media/items/nettle-red.svg", "/media/x"]
    {
        assert_eq!(get(&shop, path, &[]).await.status, 404, "{path}");
    }
    let tag = get(&shop, "/media/items/rose-red.svg", &[]).await.header("etag").to_owned();
    assert_eq!(get(&shop, "/media/items/rose-red.svg", &[("if-none-match", &tag)]).await.status, 304);
}
