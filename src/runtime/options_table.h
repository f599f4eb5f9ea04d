// SPDX-License-Identifier: MIT
// Every option of the command line, sorted by name: the identifier for C, the
// name, what value it takes, and flags. A spelling that means another option
// is an alias and lives in options.c.
#ifndef LODE_RUNTIME_OPTIONS_TABLE_H
#define LODE_RUNTIME_OPTIONS_TABLE_H

// clang-format off
#define LODE_OPTIONS(X) \
  X(ABORT_ON_UNCAUGHT_EXCEPTION, "--abort-on-uncaught-exception", BOOL, ENV) \
  X(ADDONS, "--addons", BOOL, ENV | ON) \
  X(ALLOW_ADDONS, "--allow-addons", BOOL, ENV) \
  X(ALLOW_CHILD_PROCESS, "--allow-child-process", BOOL, ENV) \
  X(ALLOW_FS_READ, "--allow-fs-read", LIST, ENV) \
  X(ALLOW_FS_WRITE, "--allow-fs-write", LIST, ENV) \
  X(ALLOW_INSPECTOR, "--allow-inspector", BOOL, ENV) \
  X(ALLOW_NET, "--allow-net", BOOL, ENV) \
  X(ALLOW_WASI, "--allow-wasi", BOOL, ENV) \
  X(ALLOW_WORKER, "--allow-worker", BOOL, ENV) \
  X(ALWAYS_SPARKPLUG, "--always-sparkplug", ENGINE, 0) \
  X(ASYNC_CONTEXT_FRAME, "--async-context-frame", BOOL, ENV | ON) \
  X(BUILD_SEA, "--build-sea", STRING, ABSENT) \
  X(BUILD_SNAPSHOT, "--build-snapshot", BOOL, ABSENT) \
  X(BUILD_SNAPSHOT_CONFIG, "--build-snapshot-config", STRING, ABSENT) \
  X(CHECK, "--check", BOOL, 0) \
  X(COMPILATION_CACHE, "--compilation-cache", ENGINE, 0) \
  X(COMPLETION_BASH, "--completion-bash", BOOL, ABSENT) \
  X(CONDITIONS, "--conditions", LIST, ENV) \
  X(CPU_PROF, "--cpu-prof", BOOL, ENV | ABSENT) \
  X(CPU_PROF_DIR, "--cpu-prof-dir", STRING, ENV) \
  X(CPU_PROF_INTERVAL, "--cpu-prof-interval", UINT, ENV) \
  X(CPU_PROF_NAME, "--cpu-prof-name", STRING, ENV) \
  X(DEBUG, "--debug", BOOL, ABSENT) \
  X(DEBUG_ARRAYBUFFER_ALLOCATIONS, "--debug-arraybuffer-allocations", BOOL, ENV) \
  X(DEBUG_BRK, "--debug-brk", BOOL, ABSENT) \
  X(DEPRECATION, "--deprecation", BOOL, ENV | ON) \
  X(DIAGNOSTIC_DIR, "--diagnostic-dir", STRING, ENV) \
  X(DISABLE_PROTO, "--disable-proto", STRING, ENV) \
  X(DISABLE_SIGUSR1, "--disable-sigusr1", BOOL, ENV) \
  X(DISABLE_WARNING, "--disable-warning", LIST, ENV) \
  X(DISABLE_WASM_TRAP_HANDLER, "--disable-wasm-trap-handler", BOOL, ENV) \
  X(DISALLOW_CODE_GENERATION_FROM_STRINGS, "--disallow-code-generation-from-strings", BOOL, ENV) \
  X(DNS_RESULT_ORDER, "--dns-result-order", STRING, ENV) \
  X(ENABLE_ETW_STACK_WALKING, "--enable-etw-stack-walking", ENGINE, ENV) \
  X(ENABLE_FIPS, "--enable-fips", BOOL, ENV | ABSENT) \
  X(ENABLE_SOURCE_MAPS, "--enable-source-maps", BOOL, ENV) \
  X(ENTRY_URL, "--entry-url", BOOL, ENV | ABSENT) \
  X(ENV_FILE, "--env-file", LIST, 0) \
  X(ENV_FILE_IF_EXISTS, "--env-file-if-exists", LIST, 0) \
  X(EVAL, "--eval", STRING, 0) \
  X(EXPERIMENTAL_ABORTCONTROLLER, "--experimental-abortcontroller", NOOP, ENV) \
  X(EXPERIMENTAL_ADDON_MODULES, "--experimental-addon-modules", BOOL, ENV) \
  X(EXPERIMENTAL_CONFIG_FILE, "--experimental-config-file", STRING, ABSENT) \
  X(EXPERIMENTAL_DEFAULT_CONFIG_FILE, "--experimental-default-config-file", BOOL, ABSENT) \
  X(EXPERIMENTAL_DETECT_MODULE, "--experimental-detect-module", BOOL, ENV | ON) \
  X(EXPERIMENTAL_EVENTSOURCE, "--experimental-eventsource", BOOL, ENV) \
  X(EXPERIMENTAL_FETCH, "--experimental-fetch", NOOP, ENV) \
  X(EXPERIMENTAL_GLOBAL_CUSTOMEVENT, "--experimental-global-customevent", NOOP, ENV) \
  X(EXPERIMENTAL_GLOBAL_NAVIGATOR, "--experimental-global-navigator", BOOL, ENV | ON) \
  X(EXPERIMENTAL_GLOBAL_WEBCRYPTO, "--experimental-global-webcrypto", NOOP, ENV) \
  X(EXPERIMENTAL_IMPORT_META_RESOLVE, "--experimental-import-meta-resolve", BOOL, ENV) \
  X(EXPERIMENTAL_INSPECTOR_NETWORK_RESOURCE, "--experimental-inspector-network-resource", BOOL, 0) \
  X(EXPERIMENTAL_JSON_MODULES, "--experimental-json-modules", NOOP, ENV) \
  X(EXPERIMENTAL_LOADER, "--experimental-loader", LIST, ENV) \
  X(EXPERIMENTAL_MODULES, "--experimental-modules", NOOP, ENV) \
  X(EXPERIMENTAL_NETWORK_INSPECTION, "--experimental-network-inspection", BOOL, 0) \
  X(EXPERIMENTAL_PRINT_REQUIRED_TLA, "--experimental-print-required-tla", BOOL, ENV) \
  X(EXPERIMENTAL_QUIC, "--experimental-quic", NOOP, ENV) \
  X(EXPERIMENTAL_REPL_AWAIT, "--experimental-repl-await", BOOL, ENV | ON) \
  X(EXPERIMENTAL_REPORT, "--experimental-report", NOOP, ENV) \
  X(EXPERIMENTAL_REQUIRE_MODULE, "--experimental-require-module", BOOL, ENV | ON) \
  X(EXPERIMENTAL_SEA_CONFIG, "--experimental-sea-config", STRING, ABSENT) \
  X(EXPERIMENTAL_SHADOW_REALM, "--experimental-shadow-realm", BOOL, ENV | ABSENT) \
  X(EXPERIMENTAL_SPECIFIER_RESOLUTION, "--experimental-specifier-resolution", NOOP, ENV) \
  X(EXPERIMENTAL_SQLITE, "--experimental-sqlite", BOOL, ENV | ON) \
  X(EXPERIMENTAL_STORAGE_INSPECTION, "--experimental-storage-inspection", BOOL, 0) \
  X(EXPERIMENTAL_TEST_COVERAGE, "--experimental-test-coverage", BOOL, 0) \
  X(EXPERIMENTAL_TEST_MODULE_MOCKS, "--experimental-test-module-mocks", BOOL, 0) \
  X(EXPERIMENTAL_TEST_SNAPSHOTS, "--experimental-test-snapshots", NOOP, 0) \
  X(EXPERIMENTAL_TOP_LEVEL_AWAIT, "--experimental-top-level-await", NOOP, ENV) \
  X(EXPERIMENTAL_TRANSFORM_TYPES, "--experimental-transform-types", BOOL, ENV | ON) \
  X(EXPERIMENTAL_VM_MODULES, "--experimental-vm-modules", BOOL, ENV) \
  X(EXPERIMENTAL_WASI_UNSTABLE_PREVIEW1, "--experimental-wasi-unstable-preview1", NOOP, ENV) \
  X(EXPERIMENTAL_WASM_MODULES, "--experimental-wasm-modules", NOOP, ENV) \
  X(EXPERIMENTAL_WEBSOCKET, "--experimental-websocket", BOOL, ENV | ON) \
  X(EXPERIMENTAL_WEBSTORAGE, "--experimental-webstorage", BOOL, ENV | ON) \
  X(EXPERIMENTAL_WORKER, "--experimental-worker", NOOP, ENV) \
  X(EXPERIMENTAL_WORKER_INSPECTION, "--experimental-worker-inspection", BOOL, 0) \
  X(EXPOSE_GC, "--expose-gc", BOOL, ENV) \
  X(EXPOSE_INTERNALS, "--expose-internals", BOOL, 0) \
  X(EXTRA_INFO_ON_FATAL_EXCEPTION, "--extra-info-on-fatal-exception", BOOL, ENV | ON) \
  X(FLUSH_BYTECODE, "--flush-bytecode", ENGINE, 0) \
  X(FORCE_ASYNC_HOOKS_CHECKS, "--force-async-hooks-checks", BOOL, ENV | ON) \
  X(FORCE_CONTEXT_AWARE, "--force-context-aware", BOOL, ENV) \
  X(FORCE_FIPS, "--force-fips", BOOL, ENV | ABSENT) \
  X(FORCE_NODE_API_UNCAUGHT_EXCEPTIONS_POLICY, "--force-node-api-uncaught-exceptions-policy", BOOL, ENV) \
  X(FROZEN_INTRINSICS, "--frozen-intrinsics", BOOL, ENV | ABSENT) \
  X(GC_INTERVAL, "--gc-interval", ENGINE, 0) \
  X(GLOBAL_SEARCH_PATHS, "--global-search-paths", BOOL, ENV | ON) \
  X(HARMONY_SHADOW_REALM, "--harmony-shadow-realm", ENGINE, ABSENT) \
  X(HEAP_PROF, "--heap-prof", BOOL, ENV | ABSENT) \
  X(HEAP_PROF_DIR, "--heap-prof-dir", STRING, ENV) \
  X(HEAP_PROF_INTERVAL, "--heap-prof-interval", UINT, ENV) \
  X(HEAP_PROF_NAME, "--heap-prof-name", STRING, ENV) \
  X(HEAPSNAPSHOT_NEAR_HEAP_LIMIT, "--heapsnapshot-near-heap-limit", INT, ENV) \
  X(HEAPSNAPSHOT_SIGNAL, "--heapsnapshot-signal", STRING, ENV) \
  X(HELP, "--help", BOOL, 0) \
  X(HTTP_PARSER, "--http-parser", NOOP, ENV) \
  X(HUGE_MAX_OLD_GENERATION_SIZE, "--huge-max-old-generation-size", ENGINE, 0) \
  X(ICU_DATA_DIR, "--icu-data-dir", STRING, ENV) \
  X(IMPORT, "--import", LIST, ENV) \
  X(INITIAL_HEAP_SIZE, "--initial-heap-size", ENGINE, 0) \
  X(INITIAL_OLD_SPACE_SIZE, "--initial-old-space-size", ENGINE, 0) \
  X(INPUT_TYPE, "--input-type", STRING, ENV) \
  X(INSECURE_HTTP_PARSER, "--insecure-http-parser", BOOL, ENV) \
  X(INSPECT, "--inspect", BOOL, ENV | ABSENT) \
  X(INSPECT_BRK, "--inspect-brk", BOOL, ENV | ABSENT) \
  X(INSPECT_BRK_NODE, "--inspect-brk-node", BOOL, ABSENT) \
  X(INSPECT_PORT, "--inspect-port", HOSTPORT, ENV) \
  X(INSPECT_PUBLISH_UID, "--inspect-publish-uid", STRING, ENV) \
  X(INSPECT_WAIT, "--inspect-wait", BOOL, ENV | ABSENT) \
  X(INTERACTIVE, "--interactive", BOOL, ABSENT) \
  X(INTERPRETED_FRAMES_NATIVE_STACK, "--interpreted-frames-native-stack", ENGINE, ENV) \
  X(JITLESS, "--jitless", ENGINE, ENV) \
  X(JS_SOURCE_PHASE_IMPORTS, "--js-source-phase-imports", ENGINE, 0) \
  X(LITE_MODE, "--lite-mode", ENGINE, 0) \
  X(LOCALSTORAGE_FILE, "--localstorage-file", STRING, ENV) \
  X(MAGLEV, "--maglev", ENGINE, 0) \
  X(MAX_HEAP_SIZE, "--max-heap-size", ENGINE, 0) \
  X(MAX_HTTP_HEADER_SIZE, "--max-http-header-size", UINT, ENV) \
  X(MAX_LAZY, "--max-lazy", ENGINE, 0) \
  X(MAX_OLD_SPACE_SIZE, "--max-old-space-size", ENGINE, ENV) \
  X(MAX_OLD_SPACE_SIZE_PERCENTAGE, "--max-old-space-size-percentage", STRING, ENV) \
  X(MAX_SEMI_SPACE_SIZE, "--max-semi-space-size", ENGINE, ENV) \
  X(MIN_SEMI_SPACE_SIZE, "--min-semi-space-size", ENGINE, 0) \
  X(NAPI_MODULES, "--napi-modules", NOOP, ENV) \
  X(NETWORK_FAMILY_AUTOSELECTION, "--network-family-autoselection", BOOL, ENV | ON) \
  X(NETWORK_FAMILY_AUTOSELECTION_ATTEMPT_TIMEOUT, "--network-family-autoselection-attempt-timeout", UINT, ENV) \
  X(NODE_MEMORY_DEBUG, "--node-memory-debug", NOOP, ENV) \
  X(NODE_SNAPSHOT, "--node-snapshot", BOOL, ENV) \
  X(OPENSSL_CONFIG, "--openssl-config", STRING, ENV) \
  X(OPENSSL_LEGACY_PROVIDER, "--openssl-legacy-provider", BOOL, ENV) \
  X(OPENSSL_SHARED_CONFIG, "--openssl-shared-config", BOOL, ENV) \
  X(OPT, "--opt", ENGINE, 0) \
  X(OPTIMIZE_FOR_SIZE, "--optimize-for-size", ENGINE, 0) \
  X(PENDING_DEPRECATION, "--pending-deprecation", BOOL, ENV) \
  X(PERF_BASIC_PROF, "--perf-basic-prof", ENGINE, ENV) \
  X(PERF_BASIC_PROF_ONLY_FUNCTIONS, "--perf-basic-prof-only-functions", ENGINE, ENV) \
  X(PERF_BASIC_PROF_PATH, "--perf-basic-prof-path", ENGINE, 0) \
  X(PERF_PROF, "--perf-prof", ENGINE, ENV) \
  X(PERF_PROF_UNWINDING_INFO, "--perf-prof-unwinding-info", ENGINE, ENV) \
  X(PERMISSION, "--permission", BOOL, ENV) \
  X(PERMISSION_AUDIT, "--permission-audit", BOOL, ENV | ABSENT) \
  X(PREDICTABLE, "--predictable", ENGINE, 0) \
  X(PRESERVE_SYMLINKS, "--preserve-symlinks", BOOL, ENV) \
  X(PRESERVE_SYMLINKS_MAIN, "--preserve-symlinks-main", BOOL, ENV) \
  X(PRINT, "--print", BOOL, 0) \
  X(PRINT_COMPILED, "--print-compiled", BOOL, 0) \
  X(PRINT_ENGINE, "--print-engine", BOOL, 0) \
  X(PROF, "--prof", ENGINE, ABSENT) \
  X(PROF_PROCESS, "--prof-process", BOOL, ABSENT) \
  X(RANDOM_SEED, "--random-seed", ENGINE, 0) \
  X(REDIRECT_WARNINGS, "--redirect-warnings", STRING, ENV) \
  X(REPORT_COMPACT, "--report-compact", BOOL, ENV) \
  X(REPORT_DIR, "--report-dir", STRING, ENV) \
  X(REPORT_EXCLUDE_ENV, "--report-exclude-env", BOOL, ENV) \
  X(REPORT_EXCLUDE_NETWORK, "--report-exclude-network", BOOL, ENV) \
  X(REPORT_FILENAME, "--report-filename", STRING, ENV) \
  X(REPORT_ON_FATALERROR, "--report-on-fatalerror", BOOL, ENV) \
  X(REPORT_ON_SIGNAL, "--report-on-signal", BOOL, ENV) \
  X(REPORT_SIGNAL, "--report-signal", STRING, ENV) \
  X(REPORT_UNCAUGHT_EXCEPTION, "--report-uncaught-exception", BOOL, ENV) \
  X(REQUIRE, "--require", LIST, ENV) \
  X(REQUIRE_MODULE, "--require-module", BOOL, ENV | ON) \
  X(RUN, "--run", STRING, ABSENT) \
  X(SECURE_HEAP, "--secure-heap", INT, ENV | ABSENT) \
  X(SECURE_HEAP_MIN, "--secure-heap-min", INT, ENV) \
  X(SECURITY_REVERT, "--security-revert", LIST, ABSENT) \
  X(SINGLE_THREADED, "--single-threaded", ENGINE, 0) \
  X(SINGLE_THREADED_GC, "--single-threaded-gc", ENGINE, 0) \
  X(SNAPSHOT_BLOB, "--snapshot-blob", STRING, ENV) \
  X(SPARKPLUG, "--sparkplug", ENGINE, 0) \
  X(STACK_SIZE, "--stack-size", ENGINE, 0) \
  X(STACK_TRACE_LIMIT, "--stack-trace-limit", INT, ENV) \
  X(STRESS_COMPACTION, "--stress-compaction", ENGINE, 0) \
  X(STRIP_TYPES, "--strip-types", BOOL, ENV | ON) \
  X(TEST, "--test", BOOL, ABSENT) \
  X(TEST_CONCURRENCY, "--test-concurrency", UINT, 0) \
  X(TEST_COVERAGE_BRANCHES, "--test-coverage-branches", UINT, ENV) \
  X(TEST_COVERAGE_EXCLUDE, "--test-coverage-exclude", LIST, ENV) \
  X(TEST_COVERAGE_FUNCTIONS, "--test-coverage-functions", UINT, ENV) \
  X(TEST_COVERAGE_INCLUDE, "--test-coverage-include", LIST, ENV) \
  X(TEST_COVERAGE_LINES, "--test-coverage-lines", UINT, ENV) \
  X(TEST_FORCE_EXIT, "--test-force-exit", BOOL, 0) \
  X(TEST_GLOBAL_SETUP, "--test-global-setup", STRING, ENV) \
  X(TEST_ISOLATION, "--test-isolation", STRING, ENV) \
  X(TEST_NAME_PATTERN, "--test-name-pattern", LIST, ENV) \
  X(TEST_ONLY, "--test-only", BOOL, ENV) \
  X(TEST_REPORTER, "--test-reporter", LIST, ENV) \
  X(TEST_REPORTER_DESTINATION, "--test-reporter-destination", LIST, ENV) \
  X(TEST_RERUN_FAILURES, "--test-rerun-failures", STRING, ENV) \
  X(TEST_SHARD, "--test-shard", STRING, ENV) \
  X(TEST_SKIP_PATTERN, "--test-skip-pattern", LIST, ENV) \
  X(TEST_TIMEOUT, "--test-timeout", UINT, 0) \
  X(TEST_UDP_NO_TRY_SEND, "--test-udp-no-try-send", BOOL, 0) \
  X(TEST_UPDATE_SNAPSHOTS, "--test-update-snapshots", BOOL, 0) \
  X(THROW_DEPRECATION, "--throw-deprecation", BOOL, ENV) \
  X(TITLE, "--title", STRING, ENV) \
  X(TLS_CIPHER_LIST, "--tls-cipher-list", STRING, ENV) \
  X(TLS_KEYLOG, "--tls-keylog", STRING, ENV) \
  X(TLS_MAX_V1_2, "--tls-max-v1.2", BOOL, ENV) \
  X(TLS_MAX_V1_3, "--tls-max-v1.3", BOOL, ENV) \
  X(TLS_MIN_V1_0, "--tls-min-v1.0", BOOL, ENV) \
  X(TLS_MIN_V1_1, "--tls-min-v1.1", BOOL, ENV) \
  X(TLS_MIN_V1_2, "--tls-min-v1.2", BOOL, ENV) \
  X(TLS_MIN_V1_3, "--tls-min-v1.3", BOOL, ENV) \
  X(TRACE_DEOPT, "--trace-deopt", ENGINE, 0) \
  X(TRACE_DEPRECATION, "--trace-deprecation", BOOL, ENV) \
  X(TRACE_ENV, "--trace-env", BOOL, ENV) \
  X(TRACE_ENV_JS_STACK, "--trace-env-js-stack", BOOL, ENV) \
  X(TRACE_ENV_NATIVE_STACK, "--trace-env-native-stack", BOOL, ENV) \
  X(TRACE_EVENT_CATEGORIES, "--trace-event-categories", STRING, ENV) \
  X(TRACE_EVENT_FILE_PATTERN, "--trace-event-file-pattern", STRING, ENV) \
  X(TRACE_EXIT, "--trace-exit", BOOL, ENV) \
  X(TRACE_GC, "--trace-gc", ENGINE, 0) \
  X(TRACE_OPT, "--trace-opt", ENGINE, 0) \
  X(TRACE_PROMISES, "--trace-promises", BOOL, ENV) \
  X(TRACE_REQUIRE_MODULE, "--trace-require-module", STRING, ENV) \
  X(TRACE_SIGINT, "--trace-sigint", BOOL, ENV) \
  X(TRACE_SYNC_IO, "--trace-sync-io", BOOL, ENV) \
  X(TRACE_TLS, "--trace-tls", BOOL, ENV) \
  X(TRACE_UNCAUGHT, "--trace-uncaught", BOOL, ENV) \
  X(TRACE_WARNINGS, "--trace-warnings", BOOL, ENV) \
  X(TRACK_HEAP_OBJECTS, "--track-heap-objects", BOOL, ENV) \
  X(TURBOFAN, "--turbofan", ENGINE, 0) \
  X(UNHANDLED_REJECTIONS, "--unhandled-rejections", STRING, ENV) \
  X(USE_BUNDLED_CA, "--use-bundled-ca", BOOL, ENV) \
  X(USE_ENV_PROXY, "--use-env-proxy", BOOL, ENV) \
  X(USE_LARGEPAGES, "--use-largepages", STRING, ENV) \
  X(USE_OPENSSL_CA, "--use-openssl-ca", BOOL, ENV) \
  X(USE_SYSTEM_CA, "--use-system-ca", BOOL, ENV) \
  X(V8_OPTIONS, "--v8-options", BOOL, ABSENT) \
  X(V8_POOL_SIZE, "--v8-pool-size", INT, ENV) \
  X(VERIFY_BASE_OBJECTS, "--verify-base-objects", BOOL, ENV) \
  X(VERSION, "--version", BOOL, 0) \
  X(WARNINGS, "--warnings", BOOL, ENV | ON) \
  X(WATCH, "--watch", BOOL, ENV | ABSENT) \
  X(WATCH_KILL_SIGNAL, "--watch-kill-signal", STRING, ENV) \
  X(WATCH_PATH, "--watch-path", LIST, ENV | ABSENT) \
  X(WATCH_PRESERVE_OUTPUT, "--watch-preserve-output", BOOL, ENV) \
  X(ZERO_FILL_BUFFERS, "--zero-fill-buffers", BOOL, ENV)
// clang-format on

#endif
