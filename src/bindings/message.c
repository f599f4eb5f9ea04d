// SPDX-License-Identifier: MIT
// Texts and bytes are copied into the message, and given to the reader as they
// are when nobody else is going to read it.
#include "bindings/message.h"

#include <errno.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/mailbox.h"
#include "bindings/port.h"
#include "engine/bytes.h"
#include "engine/shared.h"
#include "engine/string.h"
#include "engine/value.h"

typedef enum message_kind {
  MESSAGE_UNDEFINED,
  MESSAGE_NULL,
  MESSAGE_TRUE,
  MESSAGE_FALSE,
  MESSAGE_NUMBER,
  MESSAGE_LATIN1,
  MESSAGE_UTF16,
  MESSAGE_BYTES,
  MESSAGE_SHARED,
  MESSAGE_MAILBOX
} message_kind;

typedef struct message_item {
  uint8_t kind;  // message_kind
  union {
    double number;
    struct {
      void *data;   // owned
      size_t size;  // in characters or bytes
    } run;
    lode_shared *shared;    // owned
    lode_mailbox *mailbox;  // owned; NULL once a port has it
  } as;
} message_item;

struct lode_message {
  atomic_uint refs;
  bool closing;
  message_item *items;
  size_t count, capacity;
};

lode_message *lode_message_new(void) {
  lode_message *message = lode_malloc(sizeof *message);
  atomic_init(&message->refs, 1);
  return message;
}

lode_message *lode_message_closing(void) {
  lode_message *message = lode_message_new();
  message->closing = true;
  return message;
}

bool lode_message_is_closing(const lode_message *message) {
  return message->closing;
}

lode_message *lode_message_ref(lode_message *message) {
  atomic_fetch_add(&message->refs, 1);
  return message;
}

static void message_drop(message_item *item) {
  switch ((message_kind)item->kind) {
    case MESSAGE_LATIN1:
    case MESSAGE_UTF16:
    case MESSAGE_BYTES:
      free(item->as.run.data);
      break;
    case MESSAGE_SHARED:
      lode_shared_free(item->as.shared);
      break;
    case MESSAGE_MAILBOX:
      if (item->as.mailbox != NULL) {
        lode_mailbox_unref(item->as.mailbox);
      }
      break;
    default:
      break;
  }
}

void lode_message_unref(lode_message *message) {
  if (atomic_fetch_sub(&message->refs, 1) != 1) {
    return;
  }
  for (size_t i = 0; i < message->count; i++) {
    message_drop(&message->items[i]);
  }
  free(message->items);
  free(message);
}

static int message_copy(message_item *item, message_kind kind, const void *data,
                        size_t size, size_t unit) {
  void *copy = lode_try_malloc(size * unit + 1);
  if (copy == NULL) {
    return -ENOMEM;
  }
  if (size > 0) {
    memcpy(copy, data, size * unit);
  }
  item->kind = (uint8_t)kind;
  item->as.run.data = copy;
  item->as.run.size = size;
  return 0;
}

static int message_string(lode_env *env, message_item *item, lode_value value) {
  lode_chars chars;
  lode_chars_open(env, value, &chars);
  int err = message_copy(item, chars.wide ? MESSAGE_UTF16 : MESSAGE_LATIN1,
                         chars.data, chars.length, chars.wide ? 2 : 1);
  lode_chars_close(&chars);
  return err;
}

static int message_object(lode_env *env, message_item *item, lode_value value) {
  lode_mailbox *mailbox = lode_port_take_mailbox(env, value);
  if (mailbox != NULL) {
    item->kind = MESSAGE_MAILBOX;
    item->as.mailbox = mailbox;
    return 0;
  }
  lode_shared *shared = lode_shared_of(env, value);
  if (shared != NULL) {
    item->kind = MESSAGE_SHARED;
    item->as.shared = shared;
    return 0;
  }
  lode_bytes bytes;
  LODE_CHECK(lode_bytes_get(env, value, &bytes));
  return message_copy(item, MESSAGE_BYTES, bytes.data, bytes.size, 1);
}

static int message_value(lode_env *env, message_item *item, lode_value value) {
  if (lode_is_number(env, value)) {
    item->kind = MESSAGE_NUMBER;
    item->as.number = lode_to_double(env, value);
  } else if (lode_is_string(env, value)) {
    return message_string(env, item, value);
  } else if (value == env->undefined) {
    item->kind = MESSAGE_UNDEFINED;
  } else if (value == env->null) {
    item->kind = MESSAGE_NULL;
  } else if (value == env->yes) {
    item->kind = MESSAGE_TRUE;
  } else if (value == env->no) {
    item->kind = MESSAGE_FALSE;
  } else {
    return message_object(env, item, value);
  }
  return 0;
}

int lode_message_append(lode_env *env, lode_message *message,
                        const lode_value *values, size_t n) {
  if (message->count + n > message->capacity) {
    size_t capacity = message->count + n + message->capacity;
    message_item *items =
        lode_try_realloc(message->items, capacity * sizeof *items);
    if (items == NULL) {
      return -ENOMEM;
    }
    message->items = items;
    message->capacity = capacity;
  }
  for (size_t i = 0; i < n; i++) {
    int err = message_value(env, &message->items[message->count], values[i]);
    if (err < 0) {
      return err;
    }
    message->count++;
  }
  return 0;
}

// Whole numbers must come out as the engine's own integers.
static lode_value message_number(lode_env *env, double d) {
  bool whole = d >= INT32_MIN && d <= INT32_MAX && d == (int32_t)d &&
               !(d == 0 && signbit(d));
  return whole ? lode_from_int(env, (int32_t)d) : lode_from_double(env, d);
}

static lode_value message_bytes(lode_env *env, message_item *item, bool sole) {
  void *data = item->as.run.data;
  size_t size = item->as.run.size;
  if (sole) {
    item->kind = MESSAGE_UNDEFINED;
  } else {
    void *copy = lode_try_malloc(size + 1);
    if (copy == NULL) {
      return NULL;
    }
    memcpy(copy, data, size);
    data = copy;
  }
  return lode_buffer_take(env, data, size, NULL, NULL);
}

static lode_value message_item_open(lode_env *env, message_item *item,
                                    bool sole) {
  switch ((message_kind)item->kind) {
    case MESSAGE_UNDEFINED:
      return env->undefined;
    case MESSAGE_NULL:
      return env->null;
    case MESSAGE_TRUE:
      return env->yes;
    case MESSAGE_FALSE:
      return env->no;
    case MESSAGE_NUMBER:
      return message_number(env, item->as.number);
    case MESSAGE_LATIN1:
      return lode_string_latin1(env, item->as.run.data, item->as.run.size);
    case MESSAGE_UTF16:
      return lode_string_utf16(env, item->as.run.data, item->as.run.size);
    case MESSAGE_BYTES:
      return message_bytes(env, item, sole);
    case MESSAGE_SHARED:
      return lode_shared_open(env, item->as.shared);
    case MESSAGE_MAILBOX: {
      lode_mailbox *mailbox = item->as.mailbox;
      item->as.mailbox = NULL;
      return mailbox != NULL ? lode_port_make(env, mailbox) : env->null;
    }
  }
  return NULL;
}

#define MESSAGE_LOCAL 256

lode_value lode_message_open(lode_env *env, lode_message *message) {
  // On the stack, where the collector sees them; a longer list grows.
  lode_value values[MESSAGE_LOCAL];
  lode_value list = NULL;
  bool sole = atomic_load(&message->refs) == 1;
  size_t local =
      message->count < MESSAGE_LOCAL ? message->count : MESSAGE_LOCAL;
  for (size_t i = 0; i < message->count; i++) {
    lode_value value = message_item_open(env, &message->items[i], sole);
    if (value == NULL) {
      list = NULL;
      break;
    }
    if (i < local) {
      values[i] = value;
    } else {
      JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                                 value, NULL);
    }
    if (i + 1 == local) {
      list = lode_array(env, values, local);
    }
  }
  lode_message_unref(message);
  return list;
}
