// SPDX-License-Identifier: MIT
// zlib's formats: zlib, gzip and raw deflate.
//
// A state costs 268 KB of fresh pages and the time to touch them, more than a
// small buffer's compression. So the last ones are kept for the next with
// the same settings; resetting makes them as new. A codec is made and freed on
// its JavaScript thread and only run elsewhere, so the store has no lock.
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "bindings/zlib/codec.h"

// How much zlib, which counts in 32 bits, is given at once.
#define DEFLATE_STEP ((size_t)1 << 30)

typedef struct deflate_codec {
  lode_codec codec;
  z_stream z;
  bool compresses;
  int window_bits, level, mem_level, strategy;  // as zlib got them
  bool changed;         // deflateParams() has run: no longer as `level` says
  uint8_t *dictionary;  // owned; NULL: none
  size_t dictionary_size;
  unsigned head;  // of LODE_CODEC_UNZIP: bytes of gzip's head seen so far
  bool gzip;      // members may follow one another
  lode_codec_store *store;
  struct deflate_codec *next;  // in the store
} deflate_codec;

enum { DEFLATE_STORE_MAX = 4 };

static const char *deflate_code(int number) {
  switch (number) {
    case Z_NEED_DICT:
      return "Z_NEED_DICT";
    case Z_ERRNO:
      return "Z_ERRNO";
    case Z_DATA_ERROR:
      return "Z_DATA_ERROR";
    case Z_MEM_ERROR:
      return "Z_MEM_ERROR";
    case Z_BUF_ERROR:
      return "Z_BUF_ERROR";
    case Z_VERSION_ERROR:
      return "Z_VERSION_ERROR";
    default:
      return "Z_STREAM_ERROR";
  }
}

static void deflate_fail(deflate_codec *d, int number, const char *message) {
  d->codec.failure = (lode_codec_failure){d->z.msg != NULL ? d->z.msg : message,
                                          deflate_code(number), number};
}

static void deflate_judge(deflate_codec *d, int err, int flush) {
  switch (err) {
    case Z_OK:
    case Z_BUF_ERROR:
      if (d->z.avail_out != 0 && flush == Z_FINISH) {
        deflate_fail(d, Z_BUF_ERROR, "unexpected end of file");
      }
      return;
    case Z_STREAM_END:
      return;
    case Z_NEED_DICT:
      deflate_fail(
          d, err,
          d->dictionary == NULL ? "Missing dictionary" : "Bad dictionary");
      return;
    default:
      deflate_fail(d, err, "Zlib error");
  }
}

// Unzip takes either format; only gzip's members may follow one another.
static void deflate_look_at_head(deflate_codec *d) {
  static const uint8_t magic[2] = {0x1f, 0x8b};
  for (size_t i = 0; d->head < 2 && i < d->codec.in_size; i++) {
    if (d->codec.in[i] != magic[d->head]) {
      d->head = 2;
      return;
    }
    d->head++;
    d->gzip = d->head == 2;
  }
}

static int deflate_inflate(deflate_codec *d, int flush) {
  int err = inflate(&d->z, flush);
  if (err == Z_NEED_DICT && d->dictionary != NULL) {
    err = inflateSetDictionary(&d->z, d->dictionary, (uInt)d->dictionary_size);
    if (err == Z_OK) {
      err = inflate(&d->z, flush);
    } else if (err == Z_DATA_ERROR) {
      err = Z_NEED_DICT;
    }
  }
  // Zeros behind the end are padding.
  while (err == Z_STREAM_END && d->gzip && d->z.avail_in > 0 &&
         d->z.next_in[0] != 0) {
    (void)inflateReset(&d->z);
    err = inflate(&d->z, flush);
  }
  return err;
}

static void deflate_run(lode_codec *codec, int flush) {
  deflate_codec *d = (deflate_codec *)codec;
  if (codec->mode == LODE_CODEC_UNZIP && d->head < 2) {
    deflate_look_at_head(d);
  }
  for (;;) {
    size_t in = codec->in_size < DEFLATE_STEP ? codec->in_size : DEFLATE_STEP;
    size_t out =
        codec->out_size < DEFLATE_STEP ? codec->out_size : DEFLATE_STEP;
    bool last = in == codec->in_size;
    d->z.next_in = (z_const Bytef *)(uintptr_t)codec->in;
    d->z.avail_in = (uInt)in;
    d->z.next_out = codec->out;
    d->z.avail_out = (uInt)out;
    int now = last ? flush : Z_NO_FLUSH;
    int err = d->compresses ? deflate(&d->z, now) : deflate_inflate(d, now);
    codec->in += in - d->z.avail_in;
    codec->in_size -= in - d->z.avail_in;
    codec->out += out - d->z.avail_out;
    codec->out_size -= out - d->z.avail_out;
    if (last || err != Z_OK || d->z.avail_in > 0 || codec->out_size == 0) {
      deflate_judge(d, err, now);
      return;
    }
  }
}

static bool deflate_set_dictionary(deflate_codec *d) {
  if (d->dictionary == NULL) {
    return true;
  }
  uInt size = (uInt)d->dictionary_size;
  switch (d->codec.mode) {
    case LODE_CODEC_DEFLATE:
    case LODE_CODEC_DEFLATERAW:
      return deflateSetDictionary(&d->z, d->dictionary, size) == Z_OK;
    case LODE_CODEC_INFLATERAW:
      return inflateSetDictionary(&d->z, d->dictionary, size) == Z_OK;
    default:
      return true;  // asked for when it is needed, or not at all
  }
}

static bool deflate_reset(lode_codec *codec) {
  deflate_codec *d = (deflate_codec *)codec;
  int err = d->compresses ? deflateReset(&d->z) : inflateReset(&d->z);
  d->head = 0;
  d->gzip = codec->mode == LODE_CODEC_GUNZIP;
  return err == Z_OK && deflate_set_dictionary(d);
}

static size_t deflate_bound(lode_codec *codec, size_t size) {
  deflate_codec *d = (deflate_codec *)codec;
  return d->compresses && size < DEFLATE_STEP ? deflateBound(&d->z, (uLong)size)
                                              : 0;
}

static void deflate_end(deflate_codec *d) {
  (void)(d->compresses ? deflateEnd(&d->z) : inflateEnd(&d->z));
  free(d);
}

// Keeps it, in front; the oldest goes when there are too many.
static void deflate_free(lode_codec *codec) {
  deflate_codec *d = (deflate_codec *)codec;
  free(d->dictionary);
  d->dictionary = NULL;
  if (d->changed) {
    deflate_end(d);
    return;
  }
  d->next = d->store->first;
  d->store->first = d;
  deflate_codec **link = &d->next;
  for (int i = 1; i < DEFLATE_STORE_MAX && *link != NULL; i++) {
    link = &(*link)->next;
  }
  if (*link != NULL) {
    deflate_end(*link);
    *link = NULL;
  }
}

void lode_codec_store_deinit(lode_codec_store *store) {
  while (store->first != NULL) {
    deflate_codec *d = store->first;
    store->first = d->next;
    deflate_end(d);
  }
}

static const lode_codec_ops deflate_ops = {deflate_run, deflate_reset,
                                           deflate_bound, deflate_free};

// One that zlib would make for the same settings; NULL when none is there.
static deflate_codec *deflate_take_stored(const deflate_codec *like) {
  deflate_codec **link = &like->store->first;
  for (; *link != NULL; link = &(*link)->next) {
    deflate_codec *d = *link;
    if (d->compresses == like->compresses &&
        d->window_bits == like->window_bits &&
        (!d->compresses ||
         (d->level == like->level && d->mem_level == like->mem_level &&
          d->strategy == like->strategy))) {
      *link = d->next;
      d->codec = like->codec;
      return d;
    }
  }
  return NULL;
}

static deflate_codec *deflate_make(const deflate_codec *like) {
  deflate_codec *d = lode_malloc(sizeof *d);
  *d = *like;
  int err = d->compresses
                ? deflateInit2(&d->z, d->level, Z_DEFLATED, d->window_bits,
                               d->mem_level, d->strategy)
                : inflateInit2(&d->z, d->window_bits);
  if (err != Z_OK) {
    free(d);
    return NULL;
  }
  return d;
}

// How zlib is told the format: by the number of window bits.
static int deflate_window_bits(lode_codec_mode mode, int bits) {
  switch (mode) {
    case LODE_CODEC_GZIP:
    case LODE_CODEC_GUNZIP:
      return bits + 16;
    case LODE_CODEC_UNZIP:
      return bits + 32;
    case LODE_CODEC_DEFLATERAW:
    case LODE_CODEC_INFLATERAW:
      return -bits;
    default:
      return bits;
  }
}

lode_codec *lode_codec_deflate(const lode_codec_config *config) {
  const lode_codec_numbers *n = config->numbers;
  deflate_codec like = {.codec = {.ops = &deflate_ops}, .store = config->store};
  like.codec.mode = (lode_codec_mode)n->mode;
  like.compresses = like.codec.mode == LODE_CODEC_DEFLATE ||
                    like.codec.mode == LODE_CODEC_GZIP ||
                    like.codec.mode == LODE_CODEC_DEFLATERAW;
  like.window_bits = deflate_window_bits(like.codec.mode, (int)n->window_bits);
  like.level = (int)n->level;
  like.mem_level = (int)n->mem_level;
  like.strategy = (int)n->strategy;
  size_t window = (size_t)1 << (int)n->window_bits;
  like.codec.memory = like.compresses
                          ? 4 * window + ((size_t)512 << like.mem_level)
                          : window + 10240;
  if (config->dictionary_size > DEFLATE_STEP) {
    return NULL;
  }
  deflate_codec *d = deflate_take_stored(&like);
  if (d == NULL) {
    d = deflate_make(&like);
  }
  if (d == NULL) {
    return NULL;
  }
  if (config->dictionary != NULL) {
    d->dictionary = lode_try_malloc(config->dictionary_size + 1);
    if (d->dictionary == NULL) {
      deflate_end(d);
      return NULL;
    }
    memcpy(d->dictionary, config->dictionary, config->dictionary_size);
    d->dictionary_size = config->dictionary_size;
  }
  if (!deflate_reset(&d->codec)) {
    free(d->dictionary);
    deflate_end(d);
    return NULL;
  }
  return &d->codec;
}

bool lode_codec_deflate_params(lode_codec *codec, int level, int strategy) {
  deflate_codec *d = (deflate_codec *)codec;
  if (codec->ops != &deflate_ops) {
    return false;
  }
  if (!d->compresses) {
    return true;
  }
  // JavaScript has flushed: no output is due, and none would fit.
  uint8_t none;
  d->z.next_in = NULL;
  d->z.avail_in = 0;
  d->z.next_out = &none;
  d->z.avail_out = 0;
  d->changed = true;
  int err = deflateParams(&d->z, level, strategy);
  return err == Z_OK || err == Z_BUF_ERROR;
}
