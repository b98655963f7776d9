# quoth: few targets. Everything is a plain go command that you can run by hand.

GO       ?= go
FUZZTIME ?= 10s
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
SHARED   ?= ../shared
QEMU     ?= qemu-aarch64
ARCH      = $(shell $(GO) env GOHOSTARCH)
KERNELS   = internal/nn/kernel
PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
SHA256    = $(shell command -v sha256sum >/dev/null && echo sha256sum || echo shasum -a 256)

.PHONY: check test-kernels generated fuzz bench bench-peers eval dist clean

## check: formatting, vet, staticcheck, generated assembly and all tests
check: generated
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then echo "gofmt: not formatted:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	GOARCH=arm64 $(GO) vet ./internal/nn/...
	GOOS=windows $(GO) vet ./internal/nn/...
	$(GO) tool staticcheck ./...
	$(GO) test -timeout 10m ./...
	$(MAKE) test-kernels

## test-kernels: the engine in plain Go, and the kernels that this processor has not
# NEON runs under QEMU's user mode, AMX with its tiles emulated; where the
# processor has them, `go test ./...` has run them already.
test-kernels:
	$(GO) test -tags purego ./internal/nn ./$(KERNELS)/...
ifneq ($(ARCH),arm64)
	@command -v $(QEMU) >/dev/null || { echo "test-kernels: $(QEMU) is not installed (Debian: qemu-user)"; exit 1; }
	GOARCH=arm64 $(GO) test -exec $(QEMU) ./internal/nn ./$(KERNELS) ./$(KERNELS)/neon
endif
ifeq ($(ARCH),amd64)
	@mkdir -p bin
	$(GO) build -o bin/emulate ./$(KERNELS)/amx/emulate
	$(GO) test -exec $(CURDIR)/bin/emulate ./$(KERNELS)/amx
endif

## generated: the assembly in the repository is what the generators write
generated:
	@set -e; before=$$(cat $(KERNELS)/*/*_amd64.* $(KERNELS)/*/*_arm64.* | cksum); \
	$(GO) generate ./$(KERNELS); \
	after=$$(cat $(KERNELS)/*/*_amd64.* $(KERNELS)/*/*_arm64.* | cksum); \
	if [ "$$before" != "$$after" ]; then echo "generated: the assembly was not up to date; it is now"; exit 1; fi

## fuzz: every fuzz target for FUZZTIME
fuzz:
	@set -e; for pkg in $$($(GO) list ./...); do \
		for name in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "fuzz: $$pkg $$name"; \
			$(GO) test -run '^$$' -fuzz "^$$name$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

## bench: each stage and the whole in MB/s, each kernel against the processor's peak
bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

## bench-peers: the engine beside ONNX Runtime; needs Python 3 and the network
# Fetches two networks by name into CACHE.
CACHE ?= $(HOME)/.cache/quoth-train
bench-peers:
	@mkdir -p $(CACHE)
	test -x $(CACHE)/venv/bin/python || python3 -m venv $(CACHE)/venv
	$(CACHE)/venv/bin/pip install --quiet -r train/requirements.txt
	$(CACHE)/venv/bin/python train/bench.py --cache $(CACHE)

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
