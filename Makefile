# The two commands of a newcomer are `make demo` and `make test`; each does all its own set-up.
# `make` alone lists the rest.

CARGO ?= cargo
COPYDESK := target/release/copydesk
# Own articles for the demo: make demo ARTICLES=folder
ARTICLES ?= examples/articles
# Annotated articles that are not part of this repository: beside the checkout, or wherever COPYDESK_SHARED says.
COPYDESK_SHARED ?= ../shared
GOLD ?= $(COPYDESK_SHARED)/data/attribution/train.jsonl
# For `make models` only: Universal Dependencies treebanks, and a Python with tools/train/requirements.txt.
TREEBANKS ?= $(COPYDESK_SHARED)/data/treebanks
PYTHON ?= python3

.DEFAULT_GOAL := help

.PHONY: help
help: ## list what make can do
	@echo "usage: make TARGET"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- the two commands ---------------------------------------------------------------------------------------------------

.PHONY: demo
demo: build ## run the whole service on the example articles: broker, worker, results (ARTICLES=folder for your own)
	@deploy/demo "$(ARTICLES)"

.PHONY: test
test: tools broker ## format, lints, documentation and all tests, on real private brokers too
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps
	$(CARGO) test --no-fail-fast

# --- building -----------------------------------------------------------------------------------------------------------

.PHONY: build
build: tools ## build the release binary, target/release/copydesk
	$(CARGO) build --release --locked

.PHONY: tools
tools:
	@CARGO="$(CARGO)" deploy/tools

.PHONY: broker
broker:
	@deploy/local-broker install >/dev/null

# --- longer checks ------------------------------------------------------------------------------------------------------

.PHONY: test-faults
test-faults: tools broker ## all fault tests on real brokers (kill -9, outages, poison); prints the table
	$(CARGO) test --release --test faults -- --include-ignored --nocapture --test-threads=1

.PHONY: test-mutations
test-mutations: tools ## 100,000 damaged documents through the decoder
	COPYDESK_MUTATIONS=100000 $(CARGO) test --release --test wire mutations -- --nocapture

.PHONY: test-otlp
test-otlp: tools ## build with traces (feature otlp) and see spans arrive at a collector
	$(CARGO) test --features otlp --test otlp

.PHONY: test-clients
test-clients: build broker ## run the Python and Node clients of examples/clients against a private broker
	@deploy/test-clients

.PHONY: test-install
test-install: ## what deploy/local-broker does where RabbitMQ is missing (root, Debian; the machine stays as it is)
	@deploy/test-install

.PHONY: bench-worker
bench-worker: tools broker ## the worker against a bare loop: articles/s, latency, CPU, memory
	$(CARGO) bench --bench worker

.PHONY: score-sources
score-sources: ## who the source is, on invented articles and labelled mentions; writes docs/scores/sources.md
	COPYDESK_SHARED=$(COPYDESK_SHARED) $(CARGO) test --test sources -- --ignored --nocapture

.PHONY: score-summaries
score-summaries: build ## score summaries against the lead, lede and sumy; writes docs/scores/summaries.md
	$(CARGO) build --release --locked --example summary_variants
	@tools/score-summaries "$(COPYDESK_SHARED)"

.PHONY: eval
eval: build ## score attributions on annotated articles with the shipped tables (GOLD=file.jsonl)
	@[ -f "$(GOLD)" ] || { echo "no annotated articles at $(GOLD): make eval GOLD=file.jsonl"; exit 2; }
	$(COPYDESK) eval "$(GOLD)"

.PHONY: rules-pages
rules-pages: ## write the pages of the editorial rules under docs/rules
	$(CARGO) build
	@rm -rf docs/rules && mkdir -p docs/rules
	@for id in $$(target/debug/copydesk rules list | grep -o '^CD[0-9]*'); do target/debug/copydesk rules explain $$id > docs/rules/$$id.md; done
	@ls docs/rules | wc -l

.PHONY: rules-report
rules-report: ## how often each editorial rule fires on GOLD, what of it an editor accepts, what it costs; writes docs/scores/rules.md
	$(CARGO) run --release --quiet --example rules_report -- measure $(GOLD) docs/scores/rules-judgements.tsv > target/rules.md
	@mv target/rules.md docs/scores/rules.md

.PHONY: rules-sample
rules-sample: ## shows the firings that still want a judgement in docs/scores/rules-judgements.tsv
	@$(CARGO) run --release --quiet --example rules_report -- sample $(GOLD) docs/scores/rules-judgements.tsv

.PHONY: test-pages
test-pages: ## look at the HTML page in headless Chromium: accessibility, links, keyboard, phone and desk
	@tools/pages/check

.PHONY: pictures
pictures: ## make the pictures of docs/images: HTML page, index, terminal
	@tools/pages/pictures

.PHONY: models
models: tools ## train tagger, parser and lemma rules again (TREEBANKS=folder PYTHON=python HELD=articles.jsonl), half an hour
	tools/train/make_models $(TREEBANKS) $(PYTHON) $(HELD)

.PHONY: bench-decode
bench-decode: tools ## decoding in MB/s by format, beside the analysis; writes docs/benchmarks/decode.md
	$(CARGO) bench --bench formats -- decode

.PHONY: bench-results
bench-results: tools ## size of results against their articles, by format; writes docs/benchmarks/results.md
	COPYDESK_SHARED=$(COPYDESK_SHARED) $(CARGO) bench --bench formats -- size

.PHONY: bench-text
bench-text: tools ## tokens a second: reading, tagging, parsing
	$(CARGO) bench --bench text

.PHONY: deny
deny: tools ## licences, advisories, duplicate and unknown sources of all dependencies
	@$(CARGO) deny --version >/dev/null 2>&1 || $(CARGO) install --locked cargo-deny
	$(CARGO) deny check bans licenses sources
	$(CARGO) deny check advisories

.PHONY: attribution-model
attribution-model: ## make the tables of attribution from annotated articles (GOLD=file.jsonl)
	cargo run --release --quiet --example attribution_model -- train $(GOLD)

.PHONY: test-million
test-million: ## read a million random and mangled texts (minutes)
	cargo test --release --quiet --test attribution a_million -- --ignored

.PHONY: score-peers
score-peers: ## score other programs beside copydesk on articles kept apart, into docs/scores (GOLD=file.jsonl)
	cargo build --release --quiet
	tools/score-peers $(GOLD) target/release/copydesk

.PHONY: score-attribution
score-attribution: ## measure attribution on articles kept apart, into docs/scores (GOLD=file.jsonl)
	cargo run --release --quiet --example attribution_model -- score $(GOLD)
