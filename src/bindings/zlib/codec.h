// SPDX-License-Identifier: MIT
// One compressor or decompressor, whichever library does the work: plain C
// data that knows no engine. One thread at a time may run it, any thread.
#ifndef LODE_BINDINGS_ZLIB_CODEC_H
#define LODE_BINDINGS_ZLIB_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

// Node's numbers, in zlib.constants.
typedef enum lode_codec_mode {
  LODE_CODEC_DEFLATE = 1,
  LODE_CODEC_INFLATE,
  LODE_CODEC_GZIP,
  LODE_CODEC_GUNZIP,
  LODE_CODEC_DEFLATERAW,
  LODE_CODEC_INFLATERAW,
  LODE_CODEC_UNZIP,
  LODE_CODEC_BROTLI_DECODE,
  LODE_CODEC_BROTLI_ENCODE,
  LODE_CODEC_ZSTD_COMPRESS,
  LODE_CODEC_ZSTD_DECOMPRESS,
} lode_codec_mode;

enum { LODE_CODEC_PARAMS_MAX = 64 };

// What JavaScript wants, as it writes it: a Float64Array over this.
typedef struct lode_codec_numbers {
  double mode;
  double window_bits, level, mem_level, strategy;  // zlib's
  double pledged_size;                             // zstd's; < 0: unknown
  double params;                                   // how many follow
  double param[2 * LODE_CODEC_PARAMS_MAX];         // key, value, ...
} lode_codec_numbers;

// Codecs of zlib's that wait to be used again, those of one environment.
typedef struct lode_codec_store {
  struct deflate_codec *first;
} lode_codec_store;

typedef struct lode_codec_config {
  lode_codec_store *store;  // outlives the codec
  const lode_codec_numbers *numbers;
  const uint8_t *dictionary;  // NULL: none
  size_t dictionary_size;
} lode_codec_config;

// Why it failed. The texts are constant or the codec's own.
typedef struct lode_codec_failure {
  const char *message;  // NULL: it did not
  const char *code;
  int number;
} lode_codec_failure;

typedef struct lode_codec lode_codec;

typedef struct lode_codec_ops {
  // Takes from the input and adds to the output what it can.
  void (*run)(lode_codec *codec, int flush);
  // Back to the beginning; false when it cannot.
  bool (*reset)(lode_codec *codec);
  // Bytes that the whole output of `size` can take; 0 when nobody knows.
  size_t (*bound)(lode_codec *codec, size_t size);
  void (*free)(lode_codec *codec);
} lode_codec_ops;

struct lode_codec {
  const lode_codec_ops *ops;
  lode_codec_mode mode;
  size_t memory;  // what it holds, about: for the collector
  const uint8_t *in;
  size_t in_size;  // what is left
  uint8_t *out;
  size_t out_size;
  lode_codec_failure failure;  // of the last run
};

// NULL when the library refuses.
LODE_NODISCARD lode_codec *lode_codec_deflate(const lode_codec_config *config);
LODE_NODISCARD lode_codec *lode_codec_brotli(const lode_codec_config *config);
LODE_NODISCARD lode_codec *lode_codec_zstd(const lode_codec_config *config);

// Frees what waits there.
void lode_codec_store_deinit(lode_codec_store *store);
// deflateParams() of an idle codec: false when it refuses, or is none of
// zlib's.
LODE_NODISCARD bool lode_codec_deflate_params(lode_codec *codec, int level,
                                              int strategy);

#endif
