// SPDX-License-Identifier: MIT
// Input and expected events for http_parser_test.c, side by side. The answers
// are those of a real node:http parser; where ours is stricter on purpose, a
// comment says so.
// clang-format off
    {LODE_HTTP_REQUEST, 0,
     TEXT(""),
     TEXT("\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("\r\n"
     "\r\n"
     "GET / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("get / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_METHOD Invalid method encountered\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET  / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET /\r\n"
     "\r\n"),
     TEXT("head 0.9 GET /\n"
     "done\n")},
    // Stricter: a bare LF ends no line.
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET /\n"),
     TEXT("error HPE_INVALID_VERSION Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\n"
     "\n"),
     TEXT("error HPE_INVALID_VERSION Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\r\n"),
     TEXT("error HPE_STRICT Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\rX"),
     TEXT("error HPE_STRICT Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/2.0\r\n"
     "\r\n"),
     TEXT("head 2.0 GET /\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.2\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_VERSION Invalid HTTP version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/3.1\r\n"),
     TEXT("error HPE_INVALID_VERSION Invalid HTTP version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/0.9\r\n"
     "\r\n"),
     TEXT("head 0.9 GET /\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.0\r\n"
     "\r\n"),
     TEXT("head 1.0 GET /\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTP/1.1\r\n"),
     TEXT("error HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / ICE/1.1\r\n"),
     TEXT("error HPE_INVALID_CONSTANT Expected SOURCE method for ICE/x.x request\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / RTSP/1.1\r\n"),
     TEXT("eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("DESCRIBE / RTSP/1.0\r\n"
     "\r\n"),
     TEXT("head 1.0 DESCRIBE /\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("SOURCE / ICE/1.0\r\n"
     "\r\n"),
     TEXT("head 1.0 SOURCE /\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1,1\r\n"),
     TEXT("error HPE_INVALID_VERSION Expected dot\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/a.1\r\n"),
     TEXT("error HPE_INVALID_VERSION Invalid major version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.a\r\n"),
     TEXT("error HPE_INVALID_VERSION Invalid minor version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.11\r\n"),
     TEXT("error HPE_INVALID_VERSION Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1 \r\n"),
     TEXT("error HPE_INVALID_VERSION Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET foo HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_URL Invalid characters in url\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET http://a.b:80/x?y#z HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET http://a.b:80/x?y#z keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET h:/a HTTP/1.1\r\n"),
     TEXT("error HPE_INVALID_URL Unexpected char in url schema\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET http:/a HTTP/1.1\r\n"),
     TEXT("error HPE_INVALID_URL Unexpected char in url schema\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET http://a b HTTP/1.1\r\n"),
     TEXT("error HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET http://user@pass@h/ HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET http://user@pass@h/ keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET http://[::1]/ HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET http://[::1]/ keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET /\001 HTTP/1.1\r\n"),
     TEXT("error HPE_INVALID_URL Invalid char in url path\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET /\377 HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_URL Invalid char in url path\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET /\177 HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_URL Invalid char in url path\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET /\ta HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_URL Invalid characters in url\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET /#a#b HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET /#a#b keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET * HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET * keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("OPTIONS * HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 OPTIONS * keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("OPTIONS *a HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 OPTIONS *a keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("CONNECT a:80 HTTP/1.1\r\n"
     "\r\n"
     "rest"),
     TEXT("head 1.1 CONNECT a:80 upgrade keep-alive\n"
     "done\n"
     "rest 4\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("CONNECT / HTTP/1.1\r\n"
     "\r\n"
     "rest"),
     TEXT("head 1.1 CONNECT / upgrade keep-alive\n"
     "done\n"
     "rest 4\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("CONNECT a HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "rest"),
     TEXT("head 1.1 CONNECT a upgrade keep-alive [Content-Length: 3]\n"
     "done\n"
     "rest 4\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET ?a HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_URL Unexpected start char in url\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET \r\n"),
     TEXT("error HPE_INVALID_URL Invalid characters in url\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET"),
     TEXT("eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GETX / HTTP/1.1\r\n"),
     TEXT("error HPE_INVALID_METHOD Expected space after method\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("PRI * HTTP/2.0\r\n"
     "\r\n"
     "SM\r\n"
     "\r\n"),
     TEXT("error HPE_PAUSED_H2_UPGRADE Pause on PRI/Upgrade\n")},
    // Stricter: this method belongs to HTTP/2 alone.
    {LODE_HTTP_REQUEST, 0,
     TEXT("PRI * HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_VERSION Expected HTTP/2 Connection Preface\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("QUERY / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 QUERY / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\r\n"
     "C:d\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b] [C: d]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A : b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     " A: b\r\n"
     "\r\n"),
     TEXT("error HPE_UNEXPECTED_SPACE Unexpected space after start line\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A:  b \t \r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\r\n"
     " c\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Unexpected whitespace after header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A:\r\n"
     " c\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header value char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A:\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: ]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A:   \r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: ]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     ": b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\n"
     "\n"),
     TEXT("error HPE_CR_EXPECTED Missing expected CR after header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\n"
     "C: d\r\n"
     "\r\n"),
     TEXT("error HPE_CR_EXPECTED Missing expected CR after header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\rC: d\r\n"
     "\r\n"),
     TEXT("error HPE_LF_EXPECTED Missing expected LF after header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\000\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header value char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\001\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header value char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\177\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header value char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\377\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b\377]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A\377: b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A(: b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\r\n"
     "\rX"),
     TEXT("error HPE_STRICT Expected LF after headers\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\r\n"
     "\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header field char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A:\n"
     " b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header value char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A:\rb\r\n"
     "\r\n"),
     TEXT("error HPE_STRICT Expected LF after CR\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: \rb\r\n"
     "\r\n"),
     TEXT("error HPE_STRICT Expected LF after CR\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "A: \n"
     "B: c\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header value char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "abcGET / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Content-Length: 3]\n"
     "body abc\n"
     "done\n"
     "head 1.1 GET / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: \r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Empty Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: a\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3 3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3, 3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: +3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: -3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3 \r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 GET / keep-alive [Content-Length: 3]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "Content-Length: 4\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 18446744073709551615\r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 GET / keep-alive [Content-Length: 18446744073709551615]\n"
     "body abc\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 18446744073709551616\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Content-Length overflow\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Content-Length: 0]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length:\r\n"
     " 3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header value char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_TRANSFER_ENCODING Transfer-Encoding can't be present with Content-Length\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: gzip\r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: gzip]\n"
     "error HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding`\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: gzip, chunked\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: gzip, chunked]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked, gzip\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: gzip\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: gzip] [Transfer-Encoding: chunked]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "Transfer-Encoding: gzip\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: xchunked\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: xchunked]\n"
     "error HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding`\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunkedx\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: chunkedx]\n"
     "error HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding`\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked \r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: chunked]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: CHUNKED\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: CHUNKED]\n"
     "done\n")},
    // Stricter: an empty coding list frames nothing.
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding:\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: ]\n"
     "error HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding`\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: gzip\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked,chunked\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: gzip,  chunked\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: gzip,  chunked]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: identity\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: identity]\n"
     "error HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding`\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.0\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.0 GET / [Transfer-Encoding: chunked]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: close\r\n"
     "\r\n"
     "GET / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: close]\n"
     "done\n"
     "error HPE_CLOSED_CONNECTION Data after `Connection: close`\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: close\r\n"
     "\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: close]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: keep-alive, close\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: keep-alive, close]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: foo, close\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: foo, close]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.0\r\n"
     "Connection: keep-alive\r\n"
     "\r\n"),
     TEXT("head 1.0 GET / keep-alive [Connection: keep-alive]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: upgrade\r\n"
     "Upgrade: x\r\n"
     "\r\n"
     "rest"),
     TEXT("head 1.1 GET / upgrade keep-alive [Connection: upgrade] [Upgrade: x]\n"
     "done\n"
     "rest 4\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Upgrade: x\r\n"
     "\r\n"
     "GET / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Upgrade: x]\n"
     "done\n"
     "head 1.1 GET / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: keep-alive, Upgrade\r\n"
     "Upgrade: x\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "abcrest"),
     TEXT("head 1.1 GET / upgrade keep-alive [Connection: keep-alive, Upgrade] [Upgrade: x] [Content-Length: 3]\n"
     "body abc\n"
     "done\n"
     "rest 4\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: closed\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Connection: closed]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: close\r\n"
     "Connection: keep-alive\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: close] [Connection: keep-alive]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Proxy-Connection: close\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Proxy-Connection: close]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection:close,keep-alive\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: close,keep-alive]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: Close\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: Close]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_CR_EXPECTED Missing expected CR after chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abc\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "error HPE_CR_EXPECTED Missing expected CR after chunk data\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3 \r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Invalid character in chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=b\r\n"
     "abc\r\n"
     "0;x\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3; a = b\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=\"x y;\\\"z\"\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=\"x\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions quoted value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=\"x\"y\r\n"
     "abc\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions quote value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;=b\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=b;c=d;e\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a\001\r\n"
     "abc\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions name\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=\001\r\n"
     "abc\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=\"\001\"\r\n"
     "abc\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions quoted value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=\"\\\001\"\r\n"
     "abc\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid quoted-pair in chunk extensions quoted value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_CR_EXPECTED Missing expected CR after chunk extension name\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=b\n"
     "abc\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_CR_EXPECTED Missing expected CR after chunk extension value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=b\rXabc\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Expected LF after chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\rXabc"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Expected LF after chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "g\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Invalid character in chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Invalid character in chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0x3\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Invalid character in chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "00000000000000003\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "ffffffffffffffff\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "fffffffffffffffff\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Chunk size overflow\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "10000000000000000\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Chunk size overflow\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abcd\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "error HPE_STRICT Expected LF after chunk data\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abc\rX"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "error HPE_STRICT Expected LF after chunk data\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "A: b\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "trailers [A: b]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "A: b\r\n"
     "Content-Length: 3\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "Transfer-Encoding: gzip\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "Connection: close\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "trailers [Connection: close]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_HEADER_TOKEN Invalid header field char\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "\rX"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Expected LF after headers\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     " A: b\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "0\r\n"
     "A: b\r\n"
     " c\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_HEADER_TOKEN Unexpected whitespace after header value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a b\r\n"
     "abc"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions name\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=b c\r\n"
     "abc"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions value\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;\"a\"\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_STRICT Invalid character in chunk extensions name\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3;a=b\"c\"\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3,\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Invalid character in chunk size\n")},
    {LODE_HTTP_REQUEST, 0,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\t\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Invalid character in chunk size\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 200 OK\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200\r\n"
     "\r\n"),
     TEXT("head 1.1 200 \n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 \r\n"
     "\r\n"),
     TEXT("head 1.1 200 \n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200\n"
     "\n"),
     TEXT("error HPE_INVALID_STATUS Invalid response status\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\n"
     "\n"),
     TEXT("error HPE_CR_EXPECTED Missing expected CR after response line\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 20 OK\r\n"),
     TEXT("error HPE_INVALID_STATUS Invalid status code\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 2000 OK\r\n"),
     TEXT("error HPE_INVALID_STATUS Invalid response status\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 abc\r\n"),
     TEXT("error HPE_INVALID_STATUS Invalid status code\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 099 X\r\n"
     "\r\n"),
     TEXT("head 1.1 99 X\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1  200 OK\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_STATUS Invalid status code\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200  OK\r\n"
     "\r\n"),
     TEXT("head 1.1 200  OK\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200-OK\r\n"),
     TEXT("error HPE_INVALID_STATUS Invalid response status\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 204 No\r\n"
     "\r\n"
     "HTTP/1.1 200 OK\r\n"),
     TEXT("head 1.1 204 No keep-alive\n"
     "done\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 304 No\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "HTTP"),
     TEXT("head 1.1 304 No keep-alive [Content-Length: 3]\n"
     "done\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 100 Continue\r\n"
     "\r\n"
     "HTTP/1.1 200 OK\r\n"
     "Content-Length: 1\r\n"
     "\r\n"
     "a"),
     TEXT("head 1.1 100 Continue keep-alive\n"
     "done\n"
     "head 1.1 200 OK keep-alive [Content-Length: 1]\n"
     "body a\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 101 SP\r\n"
     "Connection: upgrade\r\n"
     "Upgrade: x\r\n"
     "\r\n"
     "rest"),
     TEXT("head 1.1 101 SP upgrade keep-alive [Connection: upgrade] [Upgrade: x]\n"
     "done\n"
     "rest 4\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 101 SP\r\n"
     "\r\n"
     "rest"),
     TEXT("head 1.1 101 SP keep-alive\n"
     "done\n"
     "rest 4\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Connection: upgrade\r\n"
     "Upgrade: x\r\n"
     "\r\n"
     "rest"),
     TEXT("head 1.1 200 OK [Connection: upgrade] [Upgrade: x]\n"
     "body rest\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/2.0 200 OK\r\n"
     "\r\n"),
     TEXT("head 2.0 200 OK\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.2 200 OK\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_VERSION Invalid HTTP version\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1 200 OK\r\n"),
     TEXT("error HPE_INVALID_VERSION Expected dot\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTPP/1.1 200 OK\r\n"),
     TEXT("error HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("\r\n"
     "HTTP/1.1 200 OK\r\n"
     "\r\n"),
     TEXT("head 1.1 200 OK\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("hello"),
     TEXT("error HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("ICE/1.0 200 OK\r\n"
     "\r\n"),
     TEXT("head 1.0 200 OK\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("RTSP/1.0 200 OK\r\n"
     "\r\n"),
     TEXT("head 1.0 200 OK\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.0 200 OK\r\n"
     "Connection: keep-alive\r\n"
     "\r\n"),
     TEXT("head 1.0 200 OK [Connection: keep-alive]\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Connection: close\r\n"
     "\r\n"),
     TEXT("head 1.1 200 OK [Connection: close]\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "abcX"),
     TEXT("head 1.1 200 OK keep-alive [Content-Length: 3]\n"
     "body abc\n"
     "done\n"
     "error HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "ab"),
     TEXT("head 1.1 200 OK keep-alive [Content-Length: 3]\n"
     "body ab\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 200 OK keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Transfer-Encoding: gzip\r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 200 OK [Transfer-Encoding: gzip]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Transfer-Encoding: chunked, gzip\r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 200 OK [Transfer-Encoding: chunked, gzip]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Transfer-Encoding: gzip\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Content-Length: 3\r\n"
     "Transfer-Encoding: gzip\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_TRANSFER_ENCODING Transfer-Encoding can't be present with Content-Length\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "ab"),
     TEXT("head 1.1 200 OK keep-alive [Transfer-Encoding: chunked]\n"
     "body ab\n"
     "eof HPE_INVALID_EOF_STATE\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "A: b\n"
     "C: d\n"
     "\n"),
     TEXT("error HPE_CR_EXPECTED Missing expected CR after header value\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\r\n"
     "Connection: close\r\n"
     "Content-Length: 0\r\n"
     "\r\n"
     "HTTP/1.1 200 OK\r\n"
     "\r\n"),
     TEXT("head 1.1 200 OK [Connection: close] [Content-Length: 0]\n"
     "done\n"
     "error HPE_CLOSED_CONNECTION Data after `Connection: close`\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 \001\r\n"
     "\r\n"),
     TEXT("head 1.1 200 \001\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 O\000K\r\n"
     "\r\n"),
     TEXT("head 1.1 200 O\000K\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200 OK\rX"),
     TEXT("error HPE_STRICT Expected LF after CR\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 200\rX"),
     TEXT("error HPE_STRICT Expected LF after CR\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 150 A\r\n"
     "\r\n"
     "HTTP/1.1 200 OK\r\n"
     "\r\n"),
     TEXT("head 1.1 150 A keep-alive\n"
     "done\n"
     "head 1.1 200 OK\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 204 No\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "HTTP/1.1 200 OK\r\n"
     "\r\n"),
     TEXT("head 1.1 204 No keep-alive [Content-Length: 3]\n"
     "done\n"
     "head 1.1 200 OK\n"
     "done\n")},
    {LODE_HTTP_RESPONSE, 0,
     TEXT("HTTP/1.1 204 No\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "HTTP/1.1 200 OK\r\n"
     "\r\n"),
     TEXT("head 1.1 204 No keep-alive [Transfer-Encoding: chunked]\n"
     "done\n"
     "head 1.1 200 OK\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\n"
     "\n"),
     TEXT("head 1.1 GET / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\n"
     "\n"),
     TEXT("error HPE_INVALID_VERSION Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\r\n"
     " c\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b c]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\r\n"
     " c\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b c]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     " A: b\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     " A: b\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\001\000\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b\001\000]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\001\000\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b\001\000]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A : b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A : b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A\001: b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A\001: b\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_HEADER_TOKEN Invalid header token\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\n"
     "C: d\n"
     "\n"),
     TEXT("head 1.1 GET / keep-alive [A: b] [C: d]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\n"
     "C: d\n"
     "\n"),
     TEXT("error HPE_CR_EXPECTED Missing expected CR after header value\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\rC: d\r\n"
     "\r\n"),
     TEXT("error HPE_LF_EXPECTED Missing expected LF after header value\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A: b\rC: d\r\n"
     "\r\n"),
     TEXT("error HPE_LF_EXPECTED Missing expected LF after header value\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Content-Length: 3] [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_TRANSFER_ENCODING Transfer-Encoding can't be present with Content-Length\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: chunked] [Content-Length: 3]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "Content-Length: 3\r\n"
     "\r\n"
     "3\r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "Content-Length: 4\r\n"
     "\r\n"
     "abcd"),
     TEXT("error HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: 3\r\n"
     "Content-Length: 4\r\n"
     "\r\n"
     "abcd"),
     TEXT("error HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: gzip\r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: gzip]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "Transfer-Encoding: gzip\r\n"
     "\r\n"
     "abc"),
     TEXT("head 1.1 GET / keep-alive [Transfer-Encoding: gzip]\n"
     "error HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding`\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: close\r\n"
     "\r\n"
     "GET / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: close]\n"
     "done\n"
     "head 1.1 GET / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "Connection: close\r\n"
     "\r\n"
     "GET / HTTP/1.1\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / [Connection: close]\n"
     "done\n"
     "error HPE_CLOSED_CONNECTION Data after `Connection: close`\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.7\r\n"
     "\r\n"),
     TEXT("head 1.7 GET / keep-alive\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.7\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_VERSION Invalid HTTP version\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\rA: b\r\r"),
     TEXT("error HPE_LF_EXPECTED Missing expected LF after header value\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\rA: b\r\r"),
     TEXT("error HPE_STRICT Expected CRLF after version\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\n"
     "abc0\n"
     "\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3\n"
     "abc0\n"
     "\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_CR_EXPECTED Missing expected CR after chunk size\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3 \r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "body abc\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("POST / HTTP/1.1\r\n"
     "Transfer-Encoding: chunked\r\n"
     "\r\n"
     "3 \r\n"
     "abc\r\n"
     "0\r\n"
     "\r\n"),
     TEXT("head 1.1 POST / keep-alive [Transfer-Encoding: chunked]\n"
     "error HPE_INVALID_CHUNK_SIZE Invalid character in chunk size\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A:\r\n"
     " b\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A:\r\n"
     " b\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: +3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "Content-Length: +3\r\n"
     "\r\n"
     "abc"),
     TEXT("error HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET /\377\351 HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_URL Invalid char in url path\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET /\377\351 HTTP/1.1\r\n"
     "\r\n"),
     TEXT("error HPE_INVALID_URL Invalid char in url path\n")},
    {LODE_HTTP_REQUEST, 1023,
     TEXT("GET / HTTP/1.1\r\n"
     "A:  b \r\n"
     "\t c\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b \t c]\n"
     "done\n")},
    {LODE_HTTP_REQUEST, 1,
     TEXT("GET / HTTP/1.1\r\n"
     "A:  b \r\n"
     "\t c\r\n"
     "\r\n"),
     TEXT("head 1.1 GET / keep-alive [A: b \t c]\n"
     "done\n")},
    // clang-format on
