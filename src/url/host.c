// SPDX-License-Identifier: MIT
// The host parser: names, IPv4 and IPv6 addresses.
#include "url/host.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uidna.h>

#include "base/mem.h"
#include "url/encode.h"

#define HOST_IPV4_PARTS 4
#define HOST_IPV6_PIECES 8

static bool host_is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool host_forbidden(uint8_t c) {
  return c == 0 || c == '\t' || c == '\n' || c == '\r' || c == ' ' ||
         (c < 0x7f && strchr("#/:<>?@[\\]^|", c) != NULL);
}

static bool host_forbidden_in_domain(uint8_t c) {
  return host_forbidden(c) || c <= 0x1f || c == '%' || c == 0x7f;
}

// --- IPv4 --------------------------------------------------------------------

// One part: decimal, 0x hexadecimal or 0 octal. -1 for what is no number; one
// above 2^32 stands for every larger one.
static int64_t host_ipv4_number(const char *s, size_t n) {
  unsigned radix = 10;
  if (n == 0) {
    return -1;
  }
  if (n >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
    radix = 16;
    s += 2;
    n -= 2;
  } else if (n >= 2 && s[0] == '0') {
    radix = 8;
    s++;
    n--;
  }
  int64_t value = 0;
  for (size_t i = 0; i < n; i++) {
    int digit = lode_url_hex(s[i]);
    if (digit < 0 || (unsigned)digit >= radix) {
      return -1;
    }
    value = value * radix + digit;
    if (value > (int64_t)1 << 32) {
      value = ((int64_t)1 << 32) + 1;
    }
  }
  return value;
}

// Whether the last label is a number: then the host must be an IPv4 address.
static bool host_ends_in_number(const char *s, size_t n) {
  if (n > 0 && s[n - 1] == '.') {
    n--;
    if (n == 0) {
      return false;
    }
  }
  size_t start = n;
  while (start > 0 && s[start - 1] != '.') {
    start--;
  }
  bool digits = start < n;
  for (size_t i = start; i < n; i++) {
    digits = digits && host_is_digit(s[i]);
  }
  return digits || (n - start >= 2 && s[start] == '0' &&
                    (s[start + 1] == 'x' || s[start + 1] == 'X') &&
                    host_ipv4_number(s + start, n - start) >= 0);
}

static int host_parse_ipv4(const char *s, size_t n, lode_buf *out) {
  int64_t numbers[HOST_IPV4_PARTS];
  int count = 0;
  if (n > 0 && s[n - 1] == '.') {
    n--;
  }
  for (size_t start = 0; start <= n;) {
    const char *dot = memchr(s + start, '.', n - start);
    size_t end = dot != NULL ? (size_t)(dot - s) : n;
    if (count == HOST_IPV4_PARTS) {
      return -EINVAL;
    }
    numbers[count] = host_ipv4_number(s + start, end - start);
    if (numbers[count++] < 0) {
      return -EINVAL;
    }
    start = end + 1;
  }
  int64_t address = numbers[count - 1];
  if (address >= (int64_t)1 << (8 * (HOST_IPV4_PARTS + 1 - count))) {
    return -EINVAL;
  }
  for (int i = 0; i < count - 1; i++) {
    if (numbers[i] > 255) {
      return -EINVAL;
    }
    address += numbers[i] << (8 * (3 - i));
  }
  char text[16];
  int size =
      snprintf(text, sizeof text, "%u.%u.%u.%u",
               (unsigned)(address >> 24 & 255), (unsigned)(address >> 16 & 255),
               (unsigned)(address >> 8 & 255), (unsigned)(address & 255));
  return lode_buf_append(out, text, (size_t)size);
}

// --- IPv6 --------------------------------------------------------------------

// The dotted tail of an address: fills two pieces. Bytes used, or -EINVAL.
static int host_ipv6_tail(const char *s, size_t n, uint16_t *pieces) {
  size_t i = 0;
  uint8_t bytes[4];
  for (int k = 0; k < 4; k++) {
    if (k > 0 && (i >= n || s[i++] != '.')) {
      return -EINVAL;
    }
    if (i >= n || !host_is_digit(s[i])) {
      return -EINVAL;
    }
    int value = -1;
    for (; i < n && host_is_digit(s[i]); i++) {
      int digit = s[i] - '0';
      if (value == 0) {
        return -EINVAL;
      }
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) {
        return -EINVAL;
      }
    }
    bytes[k] = (uint8_t)value;
  }
  pieces[0] = (uint16_t)(bytes[0] << 8 | bytes[1]);
  pieces[1] = (uint16_t)(bytes[2] << 8 | bytes[3]);
  return (int)i;
}

static int host_parse_pieces(const char *s, size_t n,
                             uint16_t pieces[HOST_IPV6_PIECES]) {
  int count = 0, compress = -1;
  size_t i = 0;
  if (n > 0 && s[0] == ':') {
    if (n < 2 || s[1] != ':') {
      return -EINVAL;
    }
    i = 2;
    compress = 0;
  }
  while (i < n) {
    if (count == HOST_IPV6_PIECES) {
      return -EINVAL;
    }
    if (s[i] == ':') {
      if (compress >= 0) {
        return -EINVAL;
      }
      i++;
      compress = count;
      continue;
    }
    size_t start = i;
    unsigned value = 0;
    while (i < n && i - start < 4 && lode_url_hex(s[i]) >= 0) {
      value = value * 16 + (unsigned)lode_url_hex(s[i++]);
    }
    if (i < n && s[i] == '.') {
      if (i == start || count > HOST_IPV6_PIECES - 2) {
        return -EINVAL;
      }
      int used = host_ipv6_tail(s + start, n - start, &pieces[count]);
      if (used < 0 || start + (size_t)used != n) {
        return -EINVAL;
      }
      count += 2;
      i = n;
      break;
    }
    if (i < n && s[i] == ':') {
      i++;
      if (i == n) {
        return -EINVAL;
      }
    } else if (i < n) {
      return -EINVAL;
    }
    pieces[count++] = (uint16_t)value;
  }
  if (compress >= 0) {
    int tail = count - compress;
    memmove(&pieces[HOST_IPV6_PIECES - tail], &pieces[compress],
            (size_t)tail * sizeof *pieces);
    memset(&pieces[compress], 0,
           (size_t)(HOST_IPV6_PIECES - tail - compress) * sizeof *pieces);
    count = HOST_IPV6_PIECES;
  }
  return count == HOST_IPV6_PIECES ? 0 : -EINVAL;
}

static int host_parse_ipv6(const char *s, size_t n, lode_buf *out) {
  uint16_t pieces[HOST_IPV6_PIECES + 2] = {0};
  int err = host_parse_pieces(s, n, pieces);
  if (err < 0) {
    return err;
  }
  // The longest run of two and more zero pieces is written as "::".
  int best = -1, best_length = 1;
  for (int i = 0; i < HOST_IPV6_PIECES; i++) {
    int end = i;
    while (end < HOST_IPV6_PIECES && pieces[end] == 0) {
      end++;
    }
    if (end - i > best_length) {
      best = i;
      best_length = end - i;
    }
    i = end > i ? end - 1 : i;
  }
  char text[48];
  size_t size = 0;
  text[size++] = '[';
  for (int i = 0; i < HOST_IPV6_PIECES; i++) {
    if (i == best) {
      size += (size_t)sprintf(text + size, i == 0 ? "::" : ":");
      i += best_length - 1;
      continue;
    }
    size += (size_t)sprintf(
        text + size, i == HOST_IPV6_PIECES - 1 ? "%x" : "%x:", pieces[i]);
  }
  text[size++] = ']';
  return lode_buf_append(out, text, size);
}

// --- domains -----------------------------------------------------------------

typedef int32_t (*host_convert)(const UIDNA *idna, const char *name,
                                int32_t length, char *dest, int32_t capacity,
                                UIDNAInfo *info, UErrorCode *error);

// Errors that the URL standard (CheckHyphens and VerifyDnsLength false) does
// not count.
#define HOST_IDNA_TOLERATED                                        \
  (UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |          \
   UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN | \
   UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4)

static int host_idna(const char *text, size_t n, host_convert convert,
                     bool tolerant, lode_buf *out) {
  if (n > INT32_MAX / 8) {
    return -EINVAL;
  }
  UErrorCode error = U_ZERO_ERROR;
  UIDNA *idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                    UIDNA_NONTRANSITIONAL_TO_ASCII |
                                    UIDNA_NONTRANSITIONAL_TO_UNICODE,
                                &error);
  if (U_FAILURE(error)) {
    return -ENOMEM;
  }
  size_t room = n * 4 + 64;
  int err;
  for (;;) {
    err = lode_buf_reserve(out, room);
    if (err < 0) {
      break;
    }
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    error = U_ZERO_ERROR;
    int32_t size = convert(idna, text, (int32_t)n, out->data + out->size,
                           (int32_t)room, &info, &error);
    if (error == U_BUFFER_OVERFLOW_ERROR && (size_t)size > room) {
      room = (size_t)size;
      continue;
    }
    if (U_FAILURE(error) ||
        (!tolerant && (info.errors & (uint32_t)~HOST_IDNA_TOLERATED) != 0)) {
      err = -EINVAL;
      break;
    }
    out->size += (size_t)size;
    break;
  }
  uidna_close(idna);
  return err;
}

// Plain ASCII without punycode needs no IDNA: lower case will do.
static bool host_is_plain(const char *s, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if ((uint8_t)s[i] >= 0x80 ||
        (n - i >= 4 && (s[i] | 32) == 'x' && (s[i + 1] | 32) == 'n' &&
         s[i + 2] == '-' && s[i + 3] == '-')) {
      return false;
    }
  }
  return true;
}

int lode_domain_to_ascii(const char *text, size_t n, lode_buf *out) {
  if (!host_is_plain(text, n)) {
    return host_idna(text, n, uidna_nameToASCII_UTF8, false, out);
  }
  size_t start = out->size;
  int err = lode_buf_append(out, text, n);
  for (size_t i = start; err == 0 && i < out->size; i++) {
    if (out->data[i] >= 'A' && out->data[i] <= 'Z') {
      out->data[i] = (char)(out->data[i] | 32);
    }
  }
  return err;
}

int lode_domain_to_unicode(const char *text, size_t n, lode_buf *out) {
  return host_idna(text, n, uidna_nameToUnicodeUTF8, true, out);
}

static int host_parse_domain(const char *text, size_t n, lode_buf *out) {
  lode_buf decoded = LODE_BUF_INIT, ascii = LODE_BUF_INIT;
  int err = lode_url_decode(&decoded, text, n);
  if (err == 0) {
    err = lode_domain_to_ascii(decoded.data, decoded.size, &ascii);
  }
  if (err == 0 && ascii.size == 0) {
    err = -EINVAL;
  }
  for (size_t i = 0; err == 0 && i < ascii.size; i++) {
    if (host_forbidden_in_domain((uint8_t)ascii.data[i])) {
      err = -EINVAL;
    }
  }
  if (err == 0) {
    err = host_ends_in_number(ascii.data, ascii.size)
              ? host_parse_ipv4(ascii.data, ascii.size, out)
              : lode_buf_append(out, ascii.data, ascii.size);
  }
  lode_buf_deinit(&decoded);
  lode_buf_deinit(&ascii);
  return err;
}

int lode_url_parse_host(const char *text, size_t n, bool special,
                        lode_buf *out) {
  if (n > 0 && text[0] == '[') {
    return n < 2 || text[n - 1] != ']' ? -EINVAL
                                       : host_parse_ipv6(text + 1, n - 2, out);
  }
  if (special) {
    return host_parse_domain(text, n, out);
  }
  for (size_t i = 0; i < n; i++) {
    if (host_forbidden((uint8_t)text[i])) {
      return -EINVAL;
    }
  }
  return lode_url_encode(out, text, n, URL_SET_C0);
}
