# The two commands of a newcomer are `make demo` and `make test`.

.PHONY: test
test: ## format, lints, docs, tests
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
	cargo test
