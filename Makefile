# quoth: few targets. Everything is a plain go command that you can run by hand.

GO       ?= go
FUZZTIME ?= 10s
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
SHARED   ?= ../shared
PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
SHA256    = $(shell command -v sha256sum >/dev/null && echo sha256sum || echo shasum -a 256)

.PHONY: check fuzz bench eval dist clean

## check: formatting, vet, staticcheck and all tests
check:
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then echo "gofmt: not formatted:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test -timeout 10m ./...

## fuzz: every fuzz target for FUZZTIME
fuzz:
	@set -e; for pkg in $$($(GO) list ./...); do \
		for name in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "fuzz: $$pkg $$name"; \
			$(GO) test -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

## bench: each stage and the whole, in MB/s
bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

## eval: scores on PolNeAR dev and modern-dev, where the corpora are at hand
eval:
	@$(GO) build -o bin/quoth ./cmd/quoth
	@set -e; for gold in $(SHARED)/corpora/polnear.dev.jsonl.gz $(SHARED)/gold/modern-dev.jsonl; do \
		if [ ! -f "$$gold" ]; then \
			echo "eval: $$gold is not here; skipped (set SHARED to the folder that holds corpora/ and gold/)"; \
			continue; \
		fi; \
		records=bin/$$(basename "$$gold" | sed 's/\.jsonl.*//').records.jsonl; \
		echo "== $$gold"; \
		bin/quoth eval --articles "$$gold" | bin/quoth read --quiet --format jsonl - > "$$records"; \
		bin/quoth eval "$$gold" "$$records"; \
	done

## dist: static binaries with checksums; same source and toolchain, same bytes
dist:
	@rm -rf dist && mkdir -p dist
	@set -e; for platform in $(PLATFORMS); do \
		os=$${platform%/*}; arch=$${platform#*/}; \
		out=dist/quoth-$$os-$$arch; \
		if [ $$os = windows ]; then out=$$out.exe; fi; \
		echo "dist: $$out"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -buildvcs=false \
			-ldflags "-s -w -buildid= -X main.version=$(VERSION)" -o $$out ./cmd/quoth; \
	done
	@cd dist && $(SHA256) quoth-* > SHA256SUMS && cat SHA256SUMS

## clean: what the other targets made
clean:
	rm -rf bin dist
