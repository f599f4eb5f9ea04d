// SPDX-License-Identifier: MIT
// The crypto binding's trunk: see crypto.h.
#include "bindings/crypto/crypto.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/check.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bindings/bindings.h"
#include "loop/callback.h"
#include "loop/loop.h"

lode_crypto *lode_crypto_state(lode_env *env) {
  return env->binding[LODE_BINDING_crypto];
}

void lode_crypto_begin(lode_env *env) {
  lode_crypto *state = lode_crypto_state(env);
  if (LODE_UNLIKELY(!state->ready)) {
    // No atexit(): other threads may be at work when the process ends. The
    // system's configuration is not Node's either.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT | OPENSSL_INIT_NO_LOAD_CONFIG |
                            OPENSSL_INIT_LOAD_CRYPTO_STRINGS |
                            OPENSSL_INIT_ADD_ALL_CIPHERS |
                            OPENSSL_INIT_ADD_ALL_DIGESTS,
                        NULL);
    state->ready = true;
  }
  ERR_clear_error();
}

// --- Arguments ---------------------------------------------------------------

lode_bytes lode_crypto_bytes(lode_env *env, const lode_args *args, size_t i) {
  lode_bytes bytes;
  (void)lode_bytes_get(env, lode_arg(env, args, i), &bytes);
  return bytes;
}

int lode_crypto_int(lode_env *env, const lode_args *args, size_t i) {
  return lode_to_int(env, lode_arg(env, args, i));
}

int lode_crypto_data_open(lode_env *env, lode_value value,
                          lode_crypto_data *out) {
  out->held = 0;
  if (!lode_is_string(env, value)) {
    (void)lode_bytes_get(env, value, &out->bytes);
    return 0;
  }
  lode_chars_open(env, value, &out->chars);
  if (!out->chars.wide &&
      lode_ascii_prefix(out->chars.data, out->chars.length) ==
          out->chars.length) {
    out->bytes =
        (lode_bytes){(uint8_t *)(uintptr_t)out->chars.data, out->chars.length};
    out->held = 1;
    return 0;
  }
  lode_chars_close(&out->chars);
  int err = lode_utf8_open(env, value, &out->text);
  if (err == 0) {
    out->bytes = (lode_bytes){(uint8_t *)out->text.data, out->text.size};
    out->held = 2;
  }
  return err;
}

void lode_crypto_data_close(lode_crypto_data *data) {
  if (data->held == 1) {
    lode_chars_close(&data->chars);
  } else if (data->held == 2) {
    lode_utf8_close(&data->text);
  }
}

void lode_crypto_name_get(lode_env *env, lode_value value,
                          lode_crypto_name out) {
  lode_utf8 text;
  out[0] = '\0';
  if (!lode_is_string(env, value) || lode_utf8_open(env, value, &text) < 0) {
    return;
  }
  if (text.size < sizeof(lode_crypto_name)) {
    memcpy(out, text.data, text.size + 1);
  }
  lode_utf8_close(&text);
}

lode_bytes lode_crypto_dup(lode_bytes bytes) {
  uint8_t *data = lode_try_malloc(bytes.size + 1);
  if (data == NULL) {
    return (lode_bytes){NULL, 0};
  }
  if (bytes.size > 0) {
    memcpy(data, bytes.data, bytes.size);
  }
  data[bytes.size] = '\0';
  return (lode_bytes){data, bytes.size};
}

void lode_crypto_drop(lode_bytes *bytes) {
  if (bytes->data != NULL) {
    OPENSSL_cleanse(bytes->data, bytes->size);
    free(bytes->data);
  }
  *bytes = (lode_bytes){NULL, 0};
}

// --- Native things that JavaScript owns --------------------------------------

typedef struct crypto_box {
  const lode_crypto_type *type;
  void *data;
} crypto_box;

static void crypto_js_finalize(void *memory, void *hint) {
  (void)hint;
  crypto_box *box = memory;
  box->type->free(box->data);
  free(box);
}

lode_value lode_crypto_own(lode_env *env, const lode_crypto_type *type,
                           void *data) {
  crypto_box *box = lode_malloc(sizeof *box);
  *box = (crypto_box){type, data};
  lode_report_memory(env, type->memory);
  // JavaScript never looks inside.
  return lode_buffer_take(env, box, sizeof *box, crypto_js_finalize, NULL);
}

void *lode_crypto_of(lode_env *env, lode_value value,
                     const lode_crypto_type *type) {
  lode_bytes bytes;
  LODE_CHECK(lode_bytes_get(env, value, &bytes) &&
             bytes.size == sizeof(crypto_box));
  crypto_box *box = (crypto_box *)(void *)bytes.data;
  LODE_CHECK(box->type == type);
  return box->data;
}

// --- Bytes out ---------------------------------------------------------------

lode_value lode_crypto_take(lode_env *env, void *data, size_t size) {
  return lode_bytes_take(env, data, size, NULL, NULL);
}

lode_value lode_crypto_copy(lode_env *env, const void *data, size_t size) {
  lode_bytes copy =
      lode_crypto_dup((lode_bytes){(uint8_t *)(uintptr_t)data, size});
  return copy.data == NULL ? NULL : lode_crypto_take(env, copy.data, size);
}

lode_value lode_crypto_text(lode_env *env, const uint8_t *data, size_t size,
                            int encoding) {
  if (size == 0) {
    return env->empty_string;
  }
  if (encoding == LODE_CRYPTO_LATIN1) {
    lode_value text = lode_string_latin1(env, data, size);
    return text != NULL ? text : env->undefined;
  }
  bool url = encoding == LODE_CRYPTO_BASE64URL;
  size_t n =
      encoding == LODE_CRYPTO_HEX ? size * 2 : lode_base64_size(size, url);
  lode_string_room room;
  void *out = lode_string_open(env, n, false, &room);
  if (out == NULL) {
    return env->undefined;
  }
  if (encoding == LODE_CRYPTO_HEX) {
    lode_hex_encode(data, size, out);
  } else {
    lode_base64_encode(data, size, url, out);
  }
  return lode_string_close(env, &room);
}

// --- Errors ------------------------------------------------------------------

static lode_value crypto_string(lode_env *env, const char *text) {
  return text == NULL ? env->undefined : lode_string(env, text);
}

// [text, library, reason, number of the library, ...], oldest first.
static lode_value crypto_errors(lode_env *env, const unsigned long *codes,
                                unsigned n) {
  lode_value values[4 * LODE_CRYPTO_ERRORS];
  for (unsigned i = 0; i < n; i++) {
    char text[256];
    ERR_error_string_n(codes[i], text, sizeof text);
    lode_value *to = &values[(size_t)4 * i];
    to[0] = lode_string(env, text);
    to[1] = crypto_string(env, ERR_lib_error_string(codes[i]));
    to[2] = crypto_string(env, ERR_reason_error_string(codes[i]));
    to[3] = lode_from_int(env, ERR_GET_LIB(codes[i]));
  }
  return lode_array(env, values, (size_t)4 * n);
}

static unsigned crypto_take_errors(unsigned long *codes) {
  unsigned n = 0;
  unsigned long code = ERR_get_error();
  while (code != 0) {
    if (n < LODE_CRYPTO_ERRORS) {
      codes[n++] = code;
    }
    code = ERR_get_error();
  }
  return n;
}

// () -> what this thread's last failed call left, as above
LODE_NATIVE(crypto_js_take_errors) {
  if (!lode_crypto_state(env)->ready) {
    return lode_array(env, NULL, 0);
  }
  unsigned long codes[LODE_CRYPTO_ERRORS];
  unsigned n = crypto_take_errors(codes);
  return crypto_errors(env, codes, n);
}

// --- Jobs --------------------------------------------------------------------

static void crypto_job_free(lode_crypto_job *job) {
  if (job->release != NULL) {
    job->release(job);
  }
  free(job);
}

static void crypto_on_work(uv_work_t *work) {
  lode_crypto_job *job = work->data;
  ERR_clear_error();
  job->ok = job->run(job);
  job->nerrors = crypto_take_errors(job->errors);
}

static void crypto_on_done(uv_work_t *work, int status) {
  lode_crypto_job *job = work->data;
  lode_env *env = job->env;
  if (!env->exiting) {
    lode_enter(env);
    bool ok = job->ok && status == 0;
    lode_value argv[3] = {
        lode_from_double(env, job->id), ok ? job->shape(env, job) : env->null,
        ok ? env->undefined : crypto_errors(env, job->errors, job->nerrors)};
    lode_callback(env, lode_crypto_state(env)->complete, env->undefined, argv,
                  3);
    lode_leave(env);
  }
  crypto_job_free(job);
}

lode_value lode_crypto_start(lode_env *env, lode_crypto_job *job,
                             lode_value id) {
  job->env = env;
  if (lode_is_undefined(env, id)) {
    lode_value value = job->run(job) ? job->shape(env, job) : env->null;
    crypto_job_free(job);
    return value;
  }
  job->id = lode_to_double(env, id);
  job->work.data = job;
  LODE_CHECK(uv_queue_work(lode_uv(env), &job->work, crypto_on_work,
                           crypto_on_done) == 0);
  return env->undefined;
}

// (complete): what jobs of the pool end in
LODE_NATIVE(crypto_js_setup) {
  lode_crypto *state = lode_crypto_state(env);
  LODE_CHECK(state->complete == NULL);
  state->complete = lode_arg(env, args, 0);
  lode_protect(env, state->complete);
  return env->undefined;
}

// (a, b) of the same size -> whether they are equal, in constant time
LODE_NATIVE(crypto_js_timing_safe_equal) {
  lode_bytes a = lode_crypto_bytes(env, args, 0);
  lode_bytes b = lode_crypto_bytes(env, args, 1);
  LODE_CHECK(a.size == b.size);
  const volatile uint8_t *left = a.data, *right = b.data;
  uint8_t difference = 0;
  for (size_t i = 0; i < a.size; i++) {
    difference |= (uint8_t)(left[i] ^ right[i]);
  }
  return lode_from_bool(env, difference == 0);
}

static void crypto_js_wipe(void *data, void *hint) {
  OPENSSL_cleanse(data, (size_t)(uintptr_t)hint);
  free(data);
}

// (bytes) -> a copy, whose memory is wiped when it is collected
LODE_NATIVE(crypto_js_secret_bytes) {
  lode_crypto_begin(env);
  lode_bytes copy = lode_crypto_dup(lode_crypto_bytes(env, args, 0));
  if (copy.data == NULL) {
    return env->null;
  }
  return lode_bytes_take(env, copy.data, copy.size, crypto_js_wipe,
                         (void *)(uintptr_t)copy.size);
}

static const lode_fn crypto_functions[] = {
    LODE_FN("secretBytes", crypto_js_secret_bytes, 1),
    LODE_FN("setup", crypto_js_setup, 1),
    LODE_FN("takeErrors", crypto_js_take_errors, 0),
    LODE_FN("timingSafeEqual", crypto_js_timing_safe_equal, 2),
};

void lode_crypto_bind(lode_env *env, lode_value object) {
  lode_crypto *state = lode_malloc(sizeof *state);
  state->env = env;
  env->binding[LODE_BINDING_crypto] = state;
  lode_at_exit(env, free, state);
  lode_define_functions(env, object, crypto_functions,
                        LODE_COUNT_OF(crypto_functions));
  lode_crypto_random_bind(env, object);
  lode_crypto_hash_bind(env, object);
  lode_crypto_kdf_bind(env, object);
  lode_crypto_cipher_bind(env, object);
  lode_crypto_prime_bind(env, object);
  lode_crypto_keys_bind(env, object);
  lode_crypto_key_parts_bind(env, object);
  lode_crypto_keygen_bind(env, object);
  lode_crypto_sign_bind(env, object);
  lode_crypto_dh_bind(env, object);
}
