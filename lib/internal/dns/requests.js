'use strict';

// The requests that go to the system's resolver (src/bindings/dns.c).

const { destroy, enter, leave, queue } =
  require('internal/async_context');
const native = internalBinding('dns');
const { DNSException } = require('internal/errors');

class GetAddrInfoReqWrap {
  constructor(hostname, family, oncomplete) {
    this.family = family;
    this.hostname = hostname;
    this.oncomplete = oncomplete;  // (error or null, addresses)
    queue(this, 'GETADDRINFOREQWRAP');
  }
}

class GetNameInfoReqWrap {
  constructor(hostname, port, oncomplete) {
    this.hostname = hostname;
    this.port = port;
    this.oncomplete = oncomplete;  // (error or null, host name, service)
    queue(this, 'GETNAMEINFOREQWRAP');
  }
}

native.setup(function onAnswer(req, status, result, more) {
  enter(req);
  if (status < 0) {
    const syscall = req instanceof GetAddrInfoReqWrap ?
      'getaddrinfo' : 'getnameinfo';
    req.oncomplete(new DNSException(status, syscall, req.hostname));
  } else {
    req.oncomplete(null, result, more);
  }
  destroy(req);
  leave(req);
});

// The request, or the error when it could not even begin.
function getaddrinfo(hostname, family, hints, oncomplete) {
  const req = new GetAddrInfoReqWrap(hostname, family, oncomplete);
  const err = native.getaddrinfo(req, hostname, family, hints);
  return err ? new DNSException(err, 'getaddrinfo', hostname) : req;
}

function getnameinfo(address, port, family, oncomplete) {
  const req = new GetNameInfoReqWrap(address, port, oncomplete);
  const err = native.getnameinfo(req, address, port, family);
  return err ? new DNSException(err, 'getnameinfo', address) : req;
}

module.exports = { getaddrinfo, getnameinfo };
