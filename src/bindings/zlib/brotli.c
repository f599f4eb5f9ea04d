// SPDX-License-Identifier: MIT
// Brotli, both ways.
#include <brotli/decode.h>
#include <brotli/encode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bindings/zlib/codec.h"

// What the libraries take beside their windows, about.
enum { BROTLI_ENCODER_MEMORY = 1 << 20, BROTLI_DECODER_MEMORY = 1 << 17 };

typedef struct brotli_codec {
  lode_codec codec;
  BrotliEncoderState *encoder;
  BrotliDecoderState *decoder;
  double *param;  // owned, key and value in turn: for another state
  unsigned params;
  char code[64];  // of a failure
} brotli_codec;

static void brotli_encode(lode_codec *codec, int flush) {
  brotli_codec *b = (brotli_codec *)codec;
  if (!BrotliEncoderCompressStream(b->encoder, (BrotliEncoderOperation)flush,
                                   &codec->in_size, &codec->in,
                                   &codec->out_size, &codec->out, NULL)) {
    codec->failure = (lode_codec_failure){"Compression failed",
                                          "ERR_BROTLI_COMPRESSION_FAILED", -1};
  }
}

// Names as of the header, which the library gives whole from 1.1 on and
// without their beginning before.
static const char *brotli_name_start(int number, const char *name) {
  return name[0] == '_'                                     ? ""
         : number >= BROTLI_DECODER_ERROR_FORMAT_DISTANCE   ? "_ERROR_FORMAT_"
         : number >= BROTLI_DECODER_ERROR_INVALID_ARGUMENTS ? "_ERROR_"
         : number > BROTLI_DECODER_ERROR_UNREACHABLE        ? "_ERROR_ALLOC_"
                                                            : "_ERROR_";
}

static void brotli_decode(lode_codec *codec, int flush) {
  brotli_codec *b = (brotli_codec *)codec;
  BrotliDecoderResult result =
      BrotliDecoderDecompressStream(b->decoder, &codec->in_size, &codec->in,
                                    &codec->out_size, &codec->out, NULL);
  if (result == BROTLI_DECODER_RESULT_ERROR) {
    BrotliDecoderErrorCode number = BrotliDecoderGetErrorCode(b->decoder);
    const char *name = BrotliDecoderErrorString(number);
    (void)snprintf(b->code, sizeof b->code, "ERR_%s%s",
                   brotli_name_start((int)number, name), name);
    codec->failure =
        (lode_codec_failure){"Decompression failed", b->code, (int)number};
  } else if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT &&
             flush == (int)BROTLI_OPERATION_FINISH) {
    // Node says it as zlib does.
    codec->failure =
        (lode_codec_failure){"unexpected end of file", "Z_BUF_ERROR", -5};
  }
}

static bool brotli_set(brotli_codec *b) {
  for (unsigned i = 0; i < b->params; i++) {
    int key = (int)b->param[2 * i];
    uint32_t value = (uint32_t)(int64_t)b->param[2 * i + 1];
    if (b->encoder != NULL
            ? !BrotliEncoderSetParameter(b->encoder,
                                         (BrotliEncoderParameter)key, value)
            : !BrotliDecoderSetParameter(b->decoder,
                                         (BrotliDecoderParameter)key, value)) {
      return false;
    }
  }
  return true;
}

static void brotli_drop(brotli_codec *b) {
  if (b->encoder != NULL) {
    BrotliEncoderDestroyInstance(b->encoder);
    b->encoder = NULL;
  }
  if (b->decoder != NULL) {
    BrotliDecoderDestroyInstance(b->decoder);
    b->decoder = NULL;
  }
}

// The library has no way back: another state takes over.
static bool brotli_reset(lode_codec *codec) {
  brotli_codec *b = (brotli_codec *)codec;
  brotli_drop(b);
  if (codec->mode == LODE_CODEC_BROTLI_ENCODE) {
    b->encoder = BrotliEncoderCreateInstance(NULL, NULL, NULL);
  } else {
    b->decoder = BrotliDecoderCreateInstance(NULL, NULL, NULL);
  }
  return (b->encoder != NULL || b->decoder != NULL) && brotli_set(b);
}

static size_t brotli_bound(lode_codec *codec, size_t size) {
  return codec->mode == LODE_CODEC_BROTLI_ENCODE
             ? BrotliEncoderMaxCompressedSize(size)
             : 0;
}

static void brotli_free(lode_codec *codec) {
  brotli_codec *b = (brotli_codec *)codec;
  brotli_drop(b);
  free(b->param);
  free(b);
}

static const lode_codec_ops brotli_encoder_ops = {brotli_encode, brotli_reset,
                                                  brotli_bound, brotli_free};
static const lode_codec_ops brotli_decoder_ops = {brotli_decode, brotli_reset,
                                                  brotli_bound, brotli_free};

lode_codec *lode_codec_brotli(const lode_codec_config *config) {
  brotli_codec *b = lode_malloc(sizeof *b);
  b->codec.mode = (lode_codec_mode)config->numbers->mode;
  bool encodes = b->codec.mode == LODE_CODEC_BROTLI_ENCODE;
  b->codec.ops = encodes ? &brotli_encoder_ops : &brotli_decoder_ops;
  b->codec.memory = encodes ? BROTLI_ENCODER_MEMORY : BROTLI_DECODER_MEMORY;
  b->params = (unsigned)config->numbers->params;
  if (b->params > 0) {
    size_t size = 2 * b->params * sizeof *b->param;
    b->param = lode_malloc(size);
    memcpy(b->param, config->numbers->param, size);
  }
  if (!brotli_reset(&b->codec)) {
    brotli_free(&b->codec);
    return NULL;
  }
  return &b->codec;
}
