// SPDX-License-Identifier: MIT
// What the parser and the setters of src/url share.
#ifndef LODE_URL_STATES_H
#define LODE_URL_STATES_H

#include "url/url.h"

bool lode_url_equals(const lode_buf *buf, const char *text);
// The place of a special scheme in the table, -1 for any other.
int lode_url_special_index(const char *scheme, size_t n);
bool lode_url_is_special(const lode_url *url);
bool lode_url_is_file(const lode_url *url);
// '/', and '\' in special URLs.
bool lode_url_is_slash(const lode_url *url, char c);
// The length of a scheme with its colon at the front, 0 for none.
size_t lode_url_scheme_length(const char *s, size_t n);
// Stores a scheme in lower case.
int lode_url_take_scheme(lode_buf *to, const char *s, size_t n);
// Parses and stores a host: 0, -EINVAL with nothing changed, or -ENOMEM.
int lode_url_set_host(lode_url *url, const char *s, size_t n);
// The port state: digits only. -EINVAL for anything else or above 65535.
int lode_url_port(lode_url *url, const char *s, size_t n);
// Where the port's colon is in host[:port]; n when there is none.
size_t lode_url_find_port(const char *s, size_t n);
// The path start state.
int lode_url_path_start(lode_url *url, const char *s, size_t n);
int lode_url_set_query(lode_url *url, const char *s, size_t n);
int lode_url_set_fragment(lode_url *url, const char *s, size_t n);
// Copies without tabs and newlines, and (at the ends) C0 controls and spaces.
int lode_url_clean(const char *text, size_t n, bool trim, lode_buf *out);

#endif
