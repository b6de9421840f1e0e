//! Customers from a file: upload, mapping, what becomes of each row.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::rows::with_file;
use common::{escape, id, small, Reply, Shop};
use serde_json::{json, Value};

async fn upload(shop: &Shop, token: &str, fields: &[(&str, &[u8])]) -> Reply {
    let mut body = Vec::new();
    for (name, content) in fields {
        let head =
            format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"f\"\r\n\r\n");
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--edge--\r\n");
    let bearer = format!("Bearer {token}");
    let headers =
        [("authorization", bearer.as_str()), ("content-type", "multipart/form-data; boundary=edge")];
    shop.raw("POST", "/api/v1/customers/import", &headers, body).await.unwrap()
}

fn mapping(attributes: Value) -> Value {
    json!({ "data": { "type": "mapping-customers", "attributes": attributes } })
}

async fn done(shop: &Shop, import: &str) -> Value {
    for _ in 0..200 {
        let reply = shop.read(&format!("customers/import/{import}")).await;
        if reply.json["data"]["attributes"]["status"] == "done" {
            return reply.json;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the import never ended");
}

#[tokio::test]
async fn rows_become_customers_or_are_refused_with_a_reason() {
    let (shop, db, file) = with_file("imports").await;
    let known: String = db
        .query_row("SELECT phone FROM customers WHERE status = 'on' LIMIT 1", [], |row| row.get(0))
        .unwrap();
    let csv = format!(
        "Имя;Фамилия;Телефон;Пол;Баллы;День\n\
         Алла;Цветкова;+7 (955) 000-00-01;ж;150;1990-05-01\n\
         Пётр;;89550000002;male;;\n\
         Двойник;;9550000001;;;\nЗнакомый;;{known};;;\nБез;Телефона;;;;\n;;9550000003;;;\n\
         Плохой;;12;;;\nПол;;9550000004;x;;\nБаллы;;9550000005;;-5;\nДень;;9550000006;;;01.05.1990\n"
    );
    let (windows, _, _) = encoding_rs::WINDOWS_1251.encode(&csv);
    let reply = upload(&shop, &shop.token, &[("file", &windows), ("delimiter", b";")]).await;
    assert_eq!(reply.status, 200, "{}", reply.json);
    let data = &reply.json["data"];
    assert_eq!(
        (&data["attributes"]["total"], &data["attributes"]["status"]),
        (&json!(10), &json!("created"))
    );
    assert_eq!(data["relationships"][0]["attributes"]["fields"][0], "Алла");
    assert_eq!(reply.json["meta"]["columns"][2], "Телефон");
    let path = format!("customers/import/{}", id(data));
    let reply = shop.post(&format!("{path}/validate"), &mapping(json!({ "phone": 9, "title": [] }))).await;
    assert_eq!(reply.status, 422);
    let places: Vec<String> = reply.faults().into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, ["/data/attributes/phone", "/data/attributes/title"]);
    let columns = json!({ "title": [0, 1], "phone": 2, "gender": 3, "currentPoints": 4, "birthday": 5 });
    let reply = shop.post(&format!("{path}/validate"), &mapping(columns.clone())).await;
    assert_eq!((reply.status, &reply.json["data"]["attributes"]["status"]), (200, &json!("waiting")));
    let json = done(&shop, &id(data)).await;
    let attributes = &json["data"]["attributes"];
    let counts =
        ["processed", "imported", "duplicates", "refused"].map(|name| attributes[name].as_i64().unwrap());
    assert_eq!(counts, [10, 2, 2, 6]);
    let refused = json["meta"]["refused"].as_array().unwrap();
    let reasons: Vec<(i64, &str)> =
        refused.iter().map(|row| (row["row"].as_i64().unwrap(), row["reason"].as_str().unwrap())).collect();
    assert_eq!(
        reasons,
        [
            (4, "duplicate"),
            (5, "duplicate"),
            (6, "no-phone"),
            (7, "no-title"),
            (8, "bad-phone"),
            (9, "bad-gender"),
            (10, "bad-points"),
            (11, "bad-birthday")
        ]
    );
    let found = shop.read(&format!("customers?search={}", escape("9550000001"))).await;
    let customer = &found.data()[0]["attributes"];
    assert_eq!(customer["title"], "Алла Цветкова");
    assert_eq!((&customer["gender"], &customer["currentPoints"]), (&json!("female"), &json!(150)));
    let sum: i64 = db
        .query_row(
            "SELECT sum(amount) FROM customer_bonus_history WHERE customer_id = ?1 AND admin = 1",
            [id(&found.data()[0])],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(sum, 150);
    assert_eq!(shop.post(&format!("{path}/validate"), &mapping(columns)).await.status, 422);
    let gone = shop.write_as(&shop.token, "DELETE", &path, &json!({})).await;
    assert_eq!((gone.status, gone.bytes.len()), (204, 0));
    assert_eq!(shop.get(&path).await.status, 404);
    let _ = std::fs::remove_file(file);
}

#[tokio::test]
async fn what_is_no_table_or_not_allowed_is_refused() {
    let shop = Shop::open(small()).await;
    for (fields, code) in [
        (vec![("format", b"csv".as_slice())], "required"),
        (vec![("file", b"a,b\n".as_slice())], "empty-file"),
        (vec![("file", b"a,b\n1,2\n".as_slice()), ("format", b"pdf")], "unknown-choice"),
        (vec![("file", b"a,b\n1,2\n".as_slice()), ("format", b"xlsx")], "bad-file"),
        (vec![("file", b"PK\0\0".as_slice())], "bad-file"),
    ] {
        let reply = upload(&shop, &shop.token, &fields).await;
        assert_eq!((reply.status, reply.one_fault().0.as_str()), (400, code));
    }
    assert_eq!(shop.post("customers/import", &json!({})).await.status, 415);
    let courier = shop.sign_in("courier").await;
    assert_eq!(upload(&shop, &courier, &[("file", b"a\n1\n")]).await.status, 403);
    assert!(shop.read("customers/import").await.data().is_empty());
}
