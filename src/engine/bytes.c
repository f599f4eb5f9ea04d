// SPDX-License-Identifier: MIT
// Typed arrays, DataViews and array buffers, as the header describes them.
#include "engine/bytes.h"

#include <stdlib.h>

#include "engine/door.h"
#include "engine/value.h"

static lode_value bytes_property(lode_env *env, lode_value object,
                                 const char *name) {
  JSStringRef key = JSStringCreateWithUTF8CString(name);
  lode_value value =
      JSObjectGetProperty(env->ctx, lode_as_object(object), key, NULL);
  JSStringRelease(key);
  return value != NULL ? value : env->undefined;
}

// The cell type of a view that `script` makes; UINT8_MAX when there is none.
static uint8_t bytes_view_type(lode_env *env, const char *script) {
  JSStringRef text = JSStringCreateWithUTF8CString(script);
  lode_value view = JSEvaluateScript(env->ctx, text, NULL, NULL, 1, NULL);
  JSStringRelease(text);
  return view != NULL ? lode_cell_type(view) : UINT8_MAX;
}

// The API has no word for a DataView or a Float16Array. Their cells' types are
// read off one of each; without that, what has a buffer, an offset and a
// length counts as one.
static bool bytes_of_other_view(lode_env *env, lode_value value,
                                lode_bytes *out) {
  if (!JSValueIsObject(env->ctx, value)) {
    return false;
  }
  if (lode_the_door.types) {
    static uint8_t types[2];  // the same in every thread
    if (types[0] == 0) {
      types[1] = bytes_view_type(env, "new Float16Array(1)");
      types[0] = bytes_view_type(env, "new DataView(new ArrayBuffer(1))");
    }
    uint8_t type = lode_cell_type(value);
    if (type != types[0] && type != types[1]) {
      return false;
    }
  }
  lode_value buffer = bytes_property(env, value, "buffer");
  if (JSValueGetTypedArrayType(env->ctx, buffer, NULL) !=
      kJSTypedArrayTypeArrayBuffer) {
    return false;
  }
  uint8_t *base =
      JSObjectGetArrayBufferBytesPtr(env->ctx, lode_as_object(buffer), NULL);
  size_t offset =
      (size_t)lode_to_double(env, bytes_property(env, value, "byteOffset"));
  out->size =
      (size_t)lode_to_double(env, bytes_property(env, value, "byteLength"));
  out->data = base == NULL ? NULL : base + offset;
  return true;
}

bool lode_bytes_get(lode_env *env, lode_value value, lode_bytes *out) {
  *out = (lode_bytes){NULL, 0};
  if ((lode_the_door.bytes || lode_door_prove_bytes(env)) &&
      lode_is_cell(value) &&
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
    return bytes_of_other_view(env, value, out);
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
