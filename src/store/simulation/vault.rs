//! The secrets of a simulated browser: on its disk, and where that keeps nothing in
//! the tab that has them.

use std::cell::RefCell;
use std::rc::Rc;

use futures::future::{FutureExt, LocalBoxFuture};

use super::device::Device;
use crate::api::outside::{Secret, Unreadable, Vault};
use crate::api::unkept::Unkept;

/// What one tab has of them.
pub struct SimVault {
    device: Device,
    unkept: Rc<RefCell<Unkept>>,
}

impl SimVault {
    pub fn new(device: &Device) -> Self {
        Self { device: device.clone(), unkept: Rc::default() }
    }
}

impl Vault for SimVault {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Secret> {
        let (device, unkept) = (self.device.clone(), Rc::clone(&self.unkept));
        async move {
            device.world.moment(5).await;
            let found = found(&device, key);
            unkept.borrow_mut().newer(key, found)
        }
        .boxed_local()
    }

    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, bool> {
        let (device, unkept) = (self.device.clone(), Rc::clone(&self.unkept));
        async move {
            device.world.moment(5).await;
            let (full, failing) = {
                let disk = device.state.disk.borrow();
                (disk.full, disk.failing)
            };
            let kept = !full && !device.world.chance(failing);
            if kept {
                device.state.disk.borrow_mut().secrets.insert(key, value);
                unkept.borrow_mut().remove(key);
            } else {
                let found = found(&device, key);
                unkept.borrow_mut().put(key, value, found);
            }
            device.world.moment(5).await;
            kept
        }
        .boxed_local()
    }

    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, bool> {
        self.unkept.borrow_mut().remove(key);
        let failing = self.device.state.disk.borrow().failing;
        let removed = !self.device.world.chance(failing);
        if removed {
            self.device.state.disk.borrow_mut().secrets.remove(key);
        }
        async move { removed }.boxed_local()
    }
}

/// What the disk has.
fn found(device: &Device, key: &'static str) -> Secret {
    let failing = device.state.disk.borrow().failing;
    if device.world.chance(failing) {
        return Err(Unreadable);
    }
    Ok(device.state.disk.borrow().secrets.get(key).cloned())
}
