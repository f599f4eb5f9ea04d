// SPDX-License-Identifier: MIT
// A message on its way between threads: a flat list of values that belongs to
// no virtual machine. lib/internal/worker/serializer.js makes such a list of a
// value, deserializer.js a value of the list.
#ifndef LODE_BINDINGS_MESSAGE_H
#define LODE_BINDINGS_MESSAGE_H

#include "engine/env.h"

typedef struct lode_message lode_message;
struct lode_mailbox;

lode_message *lode_message_new(void);
// The message that says that the other end of a channel is closed.
lode_message *lode_message_closing(void);
bool lode_message_is_closing(const lode_message *message);

// Thread-safe. Dropping the last reference closes the mailboxes in it.
lode_message *lode_message_ref(lode_message *message);
void lode_message_unref(lode_message *message);

// Appends undefined, null, booleans, numbers, strings, copies of the bytes of
// array buffers, shared memory, and the mailboxes behind ports, which it takes
// away from them. 0, or -ENOMEM. Nobody else has the message yet.
LODE_NODISCARD int lode_message_append(lode_env *env, lode_message *message,
                                       const lode_value *values, size_t n);
// The list as an array of this environment's, with a new handle for each port.
// Gives the reference away. NULL when memory is out.
lode_value lode_message_open(lode_env *env, lode_message *message);

#endif
