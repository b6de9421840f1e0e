//! The command: reads the flags, opens the shop, says where it is, waits for a signal.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use posy_shop::{Flags, Running};

fn main() -> ExitCode {
    let flags = Flags::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return give_up(&error.to_string()),
    };
    match runtime.block_on(keep_open(flags)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => give_up(&error.to_string()),
    }
}

async fn keep_open(flags: Flags) -> Result<(), posy_shop::StartError> {
    let running = Running::open(flags).await?;
    let line = serde_json::json!({ "url": running.url(), "control": running.control_url() });
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    out.flush()?;
    wait_for_signal().await?;
    running.close().await;
    Ok(())
}

async fn wait_for_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{signal, SignalKind};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn give_up(why: &str) -> ExitCode {
    // Nothing is left to do when even stderr is gone.
    let _ = writeln!(std::io::stderr(), "The shop cannot open: {why}");
    ExitCode::FAILURE
}
