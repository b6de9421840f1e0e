//! Secrets on a device that fails. What could not be written lives in the page, until
//! the device has something newer of another tab.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{FutureExt, LocalBoxFuture};

use super::outside::{Clock, Secret, Vault};

/// How long a device that cannot be read is waited for.
const PAUSES: [Duration; 3] =
    [Duration::from_millis(200), Duration::from_millis(600), Duration::from_millis(1200)];

/// A secret from a device that may need a moment.
///
/// # Errors
/// It could not be read for two seconds.
pub fn patiently(
    vault: Rc<dyn Vault>,
    clock: Rc<dyn Clock>,
    key: &'static str,
) -> LocalBoxFuture<'static, Secret> {
    async move {
        for pause in PAUSES {
            if let Ok(found) = vault.get(key).await {
                return Ok(found);
            }
            clock.sleep(pause).await;
        }
        vault.get(key).await
    }
    .boxed_local()
}

/// The secrets of one page that are not on the device.
#[derive(Default)]
pub struct Unkept(HashMap<&'static str, Value>);

struct Value {
    value: String,
    /// What the device had when this could not be written, once that is known.
    over: Option<Option<String>>,
}

impl Unkept {
    /// It could not be written; the device has this in its place.
    pub fn put(&mut self, key: &'static str, value: String, found: Secret) {
        self.0.insert(key, Value { value, over: found.ok() });
    }

    /// It is on the device, or gone.
    pub fn remove(&mut self, key: &'static str) {
        self.0.remove(key);
    }

    /// The newer of what the page and the device have.
    pub fn newer(&mut self, key: &'static str, found: Secret) -> Secret {
        let Some(mine) = self.0.get_mut(key) else { return found };
        let Ok(found) = found else { return Ok(Some(mine.value.clone())) };
        if *mine.over.get_or_insert_with(|| found.clone()) == found {
            return Ok(Some(mine.value.clone()));
        }
        // Another tab wrote, or took it out, since.
        self.0.remove(key);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::outside::Unreadable;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn what_could_not_be_written_holds_until_another_tab_writes() {
        let mut unkept = Unkept::default();
        assert_eq!(unkept.newer("a", Ok(some("old"))), Ok(some("old")));
        assert_eq!(unkept.newer("a", Err(Unreadable)), Err(Unreadable));
        unkept.put("a", "mine".into(), Ok(some("old")));
        assert_eq!(unkept.newer("a", Ok(some("old"))), Ok(some("mine")));
        assert_eq!(unkept.newer("a", Err(Unreadable)), Ok(some("mine")));
        assert_eq!(unkept.newer("a", Ok(some("theirs"))), Ok(some("theirs")));
        assert_eq!(unkept.newer("a", Ok(some("old"))), Ok(some("old")), "for good");
    }

    #[test]
    fn what_another_tab_took_out_is_gone() {
        let mut unkept = Unkept::default();
        unkept.put("a", "mine".into(), Ok(some("old")));
        assert_eq!(unkept.newer("a", Ok(None)), Ok(None));
    }

    #[test]
    fn a_device_that_could_not_be_read_then_is_known_when_it_can() {
        let mut unkept = Unkept::default();
        unkept.put("a", "mine".into(), Err(Unreadable));
        assert_eq!(unkept.newer("a", Ok(some("old"))), Ok(some("mine")));
        assert_eq!(unkept.newer("a", Ok(None)), Ok(None));
        unkept.put("b", "mine".into(), Ok(None));
        unkept.remove("b");
        assert_eq!(unkept.newer("b", Ok(None)), Ok(None));
    }
}
