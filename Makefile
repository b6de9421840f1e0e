# Posy's commands. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash

.PHONY: help setup demo dev test check unit browser e2e build shop meter simulate bench size clean

help: ## List the commands
	@grep -E '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: ## Bring everything a build needs (runs by itself before the others)
	@bash scripts/setup.sh

demo: ## Build the app, start the demo shop, print address and logins (PORT= SEED= CUSTOMERS= ITEMS= ORDERS=)
	@bash scripts/demo.sh

dev: ## Serve the app with reload against the demo shop
	@bash scripts/dev.sh

test: ## Run everything CI runs
	@bash scripts/test.sh

check: ## rustfmt and clippy, warnings as errors, for both targets
	@bash scripts/test.sh check

unit: ## Native tests of the app and of the shop
	@bash scripts/test.sh unit

browser: ## wasm-bindgen tests in headless Chromium
	@bash scripts/test.sh browser

e2e: ## End-to-end tests of the built app (ONLY=name of a spec)
	@bash scripts/test.sh e2e

build: ## Build the app in release mode into dist/
	@bash scripts/setup.sh && bash scripts/build.sh

meter: ## Count the operations and parameters the last test run used
	@node scripts/meter.mjs

simulate: ## Prove the outbox against a failing world (RUNS=100000 SEED=1; SEED alone replays one with its trace)
	@bash scripts/simulate.sh

bench: ## Run every benchmark and print all figures as one table with medians
	@bash scripts/bench.sh

size: ## Print and judge what the first load fetches
	@node scripts/size.mjs dist

clean: ## Remove what builds left in this folder (not the user's cache)
	@rm -rf dist .build node_modules
