// SPDX-License-Identifier: MIT
// Host parsing (URL standard, section 3.5) inside src/url.
#ifndef LODE_URL_HOST_H
#define LODE_URL_HOST_H

#include <stdbool.h>

#include "base/buf.h"

// Appends the serialised host: 0, -EINVAL for what is no host, or -ENOMEM.
// `special` hosts are domains or addresses, the others opaque.
LODE_NODISCARD int lode_url_parse_host(const char *text, size_t n, bool special,
                                       lode_buf *out);
// Domain to ASCII and back (UTS #46 as the URL standard asks): 0, -EINVAL, or
// -ENOMEM. Appends to `out`.
LODE_NODISCARD int lode_domain_to_ascii(const char *text, size_t n,
                                        lode_buf *out);
LODE_NODISCARD int lode_domain_to_unicode(const char *text, size_t n,
                                          lode_buf *out);

#endif
