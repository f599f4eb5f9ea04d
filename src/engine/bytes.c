// SPDX-License-Identifier: MIT
#include "engine/bytes.h"

#include <stdlib.h>

#include "engine/door.h"
#include "engine/value.h"

bool lode_bytes_get(lode_env *env, lode_value value, lode_bytes *out) {
  *out = (lode_bytes){NULL, 0};
  if (lode_the_door.bytes && lode_is_cell(value) &&
      lode_cell_type(value) == lode_the_door.type.uint8_array) {
    const char *cell = (const char *)value;
    memcpy(&out->data, cell + LODE_VIEW_DATA, sizeof out->data);
    memcpy(&out->size, cell + LODE_VIEW_LENGTH, sizeof out->size);
    uint8_t mode;
    memcpy(&mode, cell + LODE_VIEW_MODE, sizeof mode);
    if (LODE_LIKELY((lode_the_door.view_modes[mode / 64] >> mode % 64 & 1) !=
                    0)) {
      return true;
    }
  }
  JSTypedArrayType type = JSValueGetTypedArrayType(env->ctx, value, NULL);
  if (type == kJSTypedArrayTypeNone) {
    *out = (lode_bytes){NULL, 0};
    return false;
  }
  JSObjectRef object = lode_as_object(value);
  if (type == kJSTypedArrayTypeArrayBuffer) {
    out->data = JSObjectGetArrayBufferBytesPtr(env->ctx, object, NULL);
    out->size = JSObjectGetArrayBufferByteLength(env->ctx, object, NULL);
    return true;
  }
  // The API gives the start of the buffer, not of the view.
  uint8_t *base = JSObjectGetTypedArrayBytesPtr(env->ctx, object, NULL);
  size_t offset = JSObjectGetTypedArrayByteOffset(env->ctx, object, NULL);
  out->data = base == NULL ? NULL : base + offset;
  out->size = JSObjectGetTypedArrayByteLength(env->ctx, object, NULL);
  return true;
}

static void bytes_free(void *data, void *hint) {
  (void)hint;
  free(data);
}

lode_value lode_bytes_take(lode_env *env, void *data, size_t size,
                           lode_bytes_free release, void *hint) {
  if (size >= 100) {
    lode_report_memory(env, size);
  }
  return JSObjectMakeTypedArrayWithBytesNoCopy(
      env->ctx, kJSTypedArrayTypeUint8Array, data, size,
      release != NULL ? release : bytes_free, hint, NULL);
}

lode_value lode_buffer_take(lode_env *env, void *data, size_t size,
                            lode_bytes_free release, void *hint) {
  // Unreported: the engine itself counts the bytes of an ArrayBuffer, and
  // counting them twice makes it collect twice as often.
  return JSObjectMakeArrayBufferWithBytesNoCopy(
      env->ctx, data, size, release != NULL ? release : bytes_free, hint, NULL);
}

static void bytes_keep(void *data, void *hint) {
  (void)data;
  (void)hint;
}

lode_value lode_shared_array(lode_env *env, JSTypedArrayType type, void *data,
                             size_t size) {
  return JSObjectMakeTypedArrayWithBytesNoCopy(env->ctx, type, data, size,
                                               bytes_keep, NULL, NULL);
}
