// SPDX-License-Identifier: MIT
// A port: the handle through which one thread reads a mailbox.
#ifndef LODE_BINDINGS_PORT_H
#define LODE_BINDINGS_PORT_H

#include "engine/env.h"

struct lode_mailbox;

// A handle for `mailbox`, which it takes over.
lode_value lode_port_make(lode_env *env, struct lode_mailbox *mailbox);
// The mailbox of an open port, taken away from it: the port closes without a
// word. NULL for anything else.
struct lode_mailbox *lode_port_take_mailbox(lode_env *env, lode_value value);

// The message that messaging.append() has begun, or a new one: what is sent
// next. The caller owns it.
struct lode_message *lode_messaging_draft(lode_env *env);

#endif
