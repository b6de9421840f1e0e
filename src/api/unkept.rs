//! Secrets that could not be written: they live in the page, until the device has
//! something newer of another tab.

use std::collections::HashMap;

/// What the device has under a name; `Err` where it cannot be read.
pub type Found = Result<Option<String>, ()>;

/// The secrets of one page that are not on the device.
#[derive(Default)]
pub struct Unkept(HashMap<&'static str, Secret>);

struct Secret {
    value: String,
    /// What the device had when this could not be written, once that is known.
    over: Option<Option<String>>,
}

impl Unkept {
    /// It could not be written; the device has this in its place.
    pub fn put(&mut self, key: &'static str, value: String, found: Found) {
        self.0.insert(key, Secret { value, over: found.ok() });
    }

    /// It is on the device, or gone.
    pub fn remove(&mut self, key: &'static str) {
        self.0.remove(key);
    }

    /// The newer of what the page and the device have.
    pub fn newer(&mut self, key: &'static str, found: Found) -> Option<String> {
        let Some(secret) = self.0.get_mut(key) else { return found.ok().flatten() };
        let Ok(found) = found else { return Some(secret.value.clone()) };
        if *secret.over.get_or_insert_with(|| found.clone()) == found {
            return Some(secret.value.clone());
        }
        // Another tab wrote, or took it out, since.
        self.0.remove(key);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn what_could_not_be_written_holds_until_another_tab_writes() {
        let mut unkept = Unkept::default();
        assert_eq!(unkept.newer("a", Ok(some("old"))), some("old"));
        unkept.put("a", "mine".into(), Ok(some("old")));
        assert_eq!(unkept.newer("a", Ok(some("old"))), some("mine"));
        assert_eq!(unkept.newer("a", Err(())), some("mine"));
        assert_eq!(unkept.newer("a", Ok(some("theirs"))), some("theirs"));
        assert_eq!(unkept.newer("a", Ok(some("old"))), some("old"), "for good");
    }

    #[test]
    fn what_another_tab_took_out_is_gone() {
        let mut unkept = Unkept::default();
        unkept.put("a", "mine".into(), Ok(some("old")));
        assert_eq!(unkept.newer("a", Ok(None)), None);
    }

    #[test]
    fn a_device_that_could_not_be_read_then_is_known_when_it_can() {
        let mut unkept = Unkept::default();
        unkept.put("a", "mine".into(), Err(()));
        assert_eq!(unkept.newer("a", Ok(some("old"))), some("mine"));
        assert_eq!(unkept.newer("a", Ok(None)), None);
        unkept.put("b", "mine".into(), Ok(None));
        unkept.remove("b");
        assert_eq!(unkept.newer("b", Ok(None)), None);
    }
}
