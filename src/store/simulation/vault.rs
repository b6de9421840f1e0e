//! The secrets of a simulated browser: on its disk, and where that keeps nothing in
//! the tab that has them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures::future::{FutureExt, LocalBoxFuture};

use super::device::Device;
use crate::api::outside::Vault;

/// What one tab has of them.
pub struct SimVault {
    device: Device,
    memory: Rc<RefCell<HashMap<&'static str, String>>>,
}

impl SimVault {
    pub fn new(device: &Device) -> Self {
        Self { device: device.clone(), memory: Rc::default() }
    }
}

impl Vault for SimVault {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Option<String>> {
        let (device, memory) = (self.device.clone(), Rc::clone(&self.memory));
        async move {
            device.world.moment(5).await;
            let unkept = memory.borrow().get(key).cloned();
            unkept.or_else(|| device.state.disk.borrow().secrets.get(key).cloned())
        }
        .boxed_local()
    }

    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, bool> {
        let (device, memory) = (self.device.clone(), Rc::clone(&self.memory));
        async move {
            device.world.moment(5).await;
            let kept = {
                let mut disk = device.state.disk.borrow_mut();
                let kept = !disk.full && !device.world.chance(disk.failing);
                if kept {
                    disk.secrets.insert(key, value.clone());
                }
                kept
            };
            match kept {
                true => memory.borrow_mut().remove(key),
                false => memory.borrow_mut().insert(key, value),
            };
            device.world.moment(5).await;
            kept
        }
        .boxed_local()
    }

    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, ()> {
        self.memory.borrow_mut().remove(key);
        self.device.state.disk.borrow_mut().secrets.remove(key);
        async {}.boxed_local()
    }
}
