//! Access tokens (signed, short-lived) and passwords (salted and stretched).

use std::sync::atomic::{AtomicI64, Ordering};

use argon2::{Algorithm, Argon2, Params, Version};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{decode, encode, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::calendar::now;
use crate::refusal::{Fault, Refusal};

/// What the live API's access token says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Claims {
    iat: i64,
    exp: i64,
    customer: String,
    /// Id of the user (not of the worker).
    pub(crate) id: String,
    login: String,
}

/// The keys of this run of the shop and how long tokens live.
pub(crate) struct Tokens {
    sign: EncodingKey,
    verify: DecodingKey,
    pub(crate) access_seconds: AtomicI64,
    pub(crate) refresh_seconds: i64,
}

impl Tokens {
    /// Makes new keys, so that no token outlives the run.
    pub(crate) fn new(access_seconds: i64, refresh_seconds: i64) -> Self {
        let secret: [u8; 32] = rand::random();
        Self {
            sign: EncodingKey::from_secret(&secret),
            verify: DecodingKey::from_secret(&secret),
            access_seconds: AtomicI64::new(access_seconds),
            refresh_seconds,
        }
    }

    /// A new access token and the moment it dies.
    pub(crate) fn issue(&self, user: &str, login: &str) -> Result<(String, i64), Refusal> {
        let iat = now();
        let exp = iat + self.access_seconds.load(Ordering::Relaxed);
        let claims =
            Claims { iat, exp, customer: "1".to_owned(), id: user.to_owned(), login: login.to_owned() };
        let token = encode(&Header::default(), &claims, &self.sign)
            .map_err(|error| Refusal::Inside(error.to_string()))?;
        Ok((token, exp))
    }

    /// The claims of an `Authorization` header's bearer token.
    pub(crate) fn verify(&self, header: Option<&str>) -> Result<Claims, Refusal> {
        let Some(token) = header.and_then(|header| header.strip_prefix("Bearer ")) else {
            return Err(unauthorized("token-missing", "Sign in: there is no bearer token."));
        };
        let validation = Validation { leeway: 0, ..Validation::default() };
        match decode::<Claims>(token, &self.verify, &validation) {
            // The library counts the last second as alive.
            Ok(data) if data.claims.exp > now() => Ok(data.claims),
            Ok(_) => Err(expired()),
            Err(error) if matches!(error.kind(), ErrorKind::ExpiredSignature) => Err(expired()),
            Err(_) => Err(unauthorized("token-invalid", "The access token is not valid.")),
        }
    }
}

fn expired() -> Refusal {
    unauthorized("token-expired", "The access token has expired.")
}

/// A 401 of this code.
pub(crate) fn unauthorized(code: &'static str, detail: &str) -> Refusal {
    Fault::new(401, code, "Not signed in.", detail).into()
}

/// The stretched form of a password, in hexadecimal. The cost is low on purpose: these guard
/// invented data, and every test signs in.
pub(crate) fn stretch(password: &str, salt: &str) -> Result<String, Refusal> {
    let failed = |error: argon2::Error| Refusal::Inside(error.to_string());
    let params = Params::new(64, 1, 1, Some(32)).map_err(failed)?;
    let mut out = [0_u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt.as_bytes(), &mut out)
        .map_err(failed)?;
    Ok(out.iter().map(|byte| format!("{byte:02x}")).collect())
}
