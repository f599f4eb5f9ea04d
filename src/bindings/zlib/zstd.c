// SPDX-License-Identifier: MIT
// Zstandard, both ways.
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "bindings/zlib/codec.h"

typedef struct zstd_codec {
  lode_codec codec;
  ZSTD_CCtx *compressor;
  ZSTD_DCtx *decompressor;
  unsigned long long pledged_size;  // or ZSTD_CONTENTSIZE_UNKNOWN
} zstd_codec;

#define ZSTD_CODE(name) \
  { ZSTD_error_##name, "ZSTD_error_" #name }

static const struct {
  ZSTD_ErrorCode number;
  const char *name;
} zstd_codes[] = {
    ZSTD_CODE(prefix_unknown),
    ZSTD_CODE(version_unsupported),
    ZSTD_CODE(frameParameter_unsupported),
    ZSTD_CODE(frameParameter_windowTooLarge),
    ZSTD_CODE(corruption_detected),
    ZSTD_CODE(checksum_wrong),
    ZSTD_CODE(dictionary_corrupted),
    ZSTD_CODE(dictionary_wrong),
    ZSTD_CODE(dictionaryCreation_failed),
    ZSTD_CODE(parameter_unsupported),
    ZSTD_CODE(parameter_outOfBound),
    ZSTD_CODE(tableLog_tooLarge),
    ZSTD_CODE(maxSymbolValue_tooLarge),
    ZSTD_CODE(maxSymbolValue_tooSmall),
    ZSTD_CODE(stage_wrong),
    ZSTD_CODE(init_missing),
    ZSTD_CODE(memory_allocation),
    ZSTD_CODE(workSpace_tooSmall),
    ZSTD_CODE(dstSize_tooSmall),
    ZSTD_CODE(srcSize_wrong),
    ZSTD_CODE(dstBuffer_null),
};

static void zstd_judge(lode_codec *codec, size_t result) {
  if (!ZSTD_isError(result)) {
    return;
  }
  ZSTD_ErrorCode number = ZSTD_getErrorCode(result);
  const char *code = "ZSTD_error_GENERIC";
  for (size_t i = 0; i < LODE_COUNT_OF(zstd_codes); i++) {
    if (zstd_codes[i].number == number) {
      code = zstd_codes[i].name;
    }
  }
  codec->failure =
      (lode_codec_failure){ZSTD_getErrorString(number), code, (int)number};
}

static void zstd_run(lode_codec *codec, int flush) {
  zstd_codec *s = (zstd_codec *)codec;
  ZSTD_inBuffer in = {codec->in, codec->in_size, 0};
  ZSTD_outBuffer out = {codec->out, codec->out_size, 0};
  zstd_judge(codec, s->compressor != NULL
                        ? ZSTD_compressStream2(s->compressor, &out, &in,
                                               (ZSTD_EndDirective)flush)
                        : ZSTD_decompressStream(s->decompressor, &out, &in));
  codec->in += in.pos;
  codec->in_size -= in.pos;
  codec->out += out.pos;
  codec->out_size -= out.pos;
}

// Settings and the dictionary stay.
static bool zstd_reset(lode_codec *codec) {
  zstd_codec *s = (zstd_codec *)codec;
  if (s->compressor == NULL) {
    return !ZSTD_isError(
        ZSTD_DCtx_reset(s->decompressor, ZSTD_reset_session_only));
  }
  return !ZSTD_isError(
             ZSTD_CCtx_reset(s->compressor, ZSTD_reset_session_only)) &&
         !ZSTD_isError(
             ZSTD_CCtx_setPledgedSrcSize(s->compressor, s->pledged_size));
}

static size_t zstd_bound(lode_codec *codec, size_t size) {
  return codec->mode == LODE_CODEC_ZSTD_COMPRESS ? ZSTD_compressBound(size) : 0;
}

static void zstd_free(lode_codec *codec) {
  zstd_codec *s = (zstd_codec *)codec;
  (void)ZSTD_freeCCtx(s->compressor);
  (void)ZSTD_freeDCtx(s->decompressor);
  free(s);
}

static bool zstd_set(zstd_codec *s, const lode_codec_config *config) {
  const lode_codec_numbers *n = config->numbers;
  for (unsigned i = 0; i < (unsigned)n->params; i++) {
    int key = (int)n->param[2 * i];
    int value = (int)(int64_t)n->param[2 * i + 1];
    if (ZSTD_isError(s->compressor != NULL
                         ? ZSTD_CCtx_setParameter(s->compressor,
                                                  (ZSTD_cParameter)key, value)
                         : ZSTD_DCtx_setParameter(
                               s->decompressor, (ZSTD_dParameter)key, value))) {
      return false;
    }
  }
  if (config->dictionary == NULL) {
    return true;
  }
  return !ZSTD_isError(
      s->compressor != NULL
          ? ZSTD_CCtx_loadDictionary(s->compressor, config->dictionary,
                                     config->dictionary_size)
          : ZSTD_DCtx_loadDictionary(s->decompressor, config->dictionary,
                                     config->dictionary_size));
}

static const lode_codec_ops zstd_ops = {zstd_run, zstd_reset, zstd_bound,
                                        zstd_free};

lode_codec *lode_codec_zstd(const lode_codec_config *config) {
  zstd_codec *s = lode_malloc(sizeof *s);
  s->codec.ops = &zstd_ops;
  s->codec.mode = (lode_codec_mode)config->numbers->mode;
  double pledged = config->numbers->pledged_size;
  s->pledged_size =
      pledged >= 0 ? (unsigned long long)pledged : ZSTD_CONTENTSIZE_UNKNOWN;
  if (s->codec.mode == LODE_CODEC_ZSTD_COMPRESS) {
    s->compressor = ZSTD_createCCtx();
    s->codec.memory = (size_t)1 << 20;
  } else {
    s->decompressor = ZSTD_createDCtx();
    s->codec.memory = (size_t)1 << 18;
  }
  if ((s->compressor == NULL && s->decompressor == NULL) ||
      !zstd_set(s, config) || !zstd_reset(&s->codec)) {
    zstd_free(&s->codec);
    return NULL;
  }
  return &s->codec;
}
