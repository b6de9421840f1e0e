//! Faults that the simulator puts in on purpose, one at a time, to see that it
//! finds them. What is shipped has none of them: there [`on`] is always false.

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(test), allow(dead_code))]
pub enum Mutation {
    /// After a lost answer, send again at once.
    SendWithoutLooking,
    /// Send before it is written down that it was sent.
    SendUnmarked,
    /// Forget a command before its answer is here.
    ForgetEarly,
    /// Send commands of one record side by side.
    ForgetOrder,
    /// Send an order before its new customer.
    ForgetNeeds,
    /// Take answers in as they come, older ones too.
    TakeOlder,
    /// Write over what somebody else changed.
    WriteOver,
    /// Take what was typed for a change of what is there by then.
    ForgetSeen,
    /// Of two sides of a set keep this one's.
    JoinOneSide,
    /// Take money without looking what others took.
    PayUnseen,
    /// Two tabs believe that they lead.
    LeadTogether,
    /// Not to ask for what was missed of the words between tabs.
    MissWords,
    /// Say nothing of what is damaged on the device.
    HideDamage,
}

#[cfg(not(test))]
pub const fn on(_: Mutation) -> bool {
    false
}

#[cfg(test)]
pub use testing::{on, with};

#[cfg(test)]
mod testing {
    use super::Mutation;
    use std::cell::Cell;

    thread_local! {
        static CHOSEN: Cell<Option<Mutation>> = const { Cell::new(None) };
    }

    pub fn on(mutation: Mutation) -> bool {
        CHOSEN.get() == Some(mutation)
    }

    /// Runs with this fault.
    pub fn with<T>(mutation: Option<Mutation>, run: impl FnOnce() -> T) -> T {
        let before = CHOSEN.replace(mutation);
        let result = run();
        CHOSEN.set(before);
        result
    }
}
